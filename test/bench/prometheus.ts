import * as https from "node:https";
import { connect } from "../../cli/probes";

/** One figure of a program that speaks Prometheus' text form, with its labels. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What an API server tells of itself. */
export async function apiServerSamples(kubeconfig: string): Promise<Sample[]> {
  const config = connect(kubeconfig);
  const options: https.RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  const url = new URL("/metrics", config.getCurrentCluster()?.server);
  return parseSamples(await secure(url, options));
}

export async function etcdSamples(url: string): Promise<Sample[]> {
  return parseSamples(await (await fetch(`${url}/metrics`)).text());
}

function secure(url: URL, options: https.RequestOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = https.get(url, options, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => (text += part));
      response.on("end", () => resolve(text));
      response.on("error", reject);
    });
    request.on("error", reject);
  });
}

export function parseSamples(text: string): Sample[] {
  return text.split("\n").flatMap((line) => {
    const [, name, labels = "", value] = /^(\w+)(?:\{(.*)\})? (\S+)/.exec(line) ?? [];
    if (name === undefined) return [];
    const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)];
    const named = Object.fromEntries<string>(pairs.map(([, key = "", text = ""]) => [key, text]));
    return [{ name, labels: named, value: Number(value) }];
  });
}

/** Sum of a metric over all samples whose labels satisfy. */
export function sumOf(
  samples: readonly Sample[],
  name: string,
  satisfied: (labels: Readonly<Record<string, string>>) => boolean = () => true,
): number {
  return samples.filter((s) => s.name === name && satisfied(s.labels)).reduce((sum, s) => sum + s.value, 0);
}
