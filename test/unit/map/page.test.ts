import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { Script } from "node:vm";
import { afterAll, describe, expect, it } from "vitest";
import { load as parseYaml } from "js-yaml";
import { Finding, Severity } from "../../../components/internal/finding";
import { mapHtml, mapStack, mapSvg } from "../../../map";
import { colors, escapeXml } from "../../../map/svg";
import { loadSettings } from "../../../stacks";
import { fabricSettings, meshSettings } from "../../bench/topologies";
import { mapOf } from "../../helpers/maps";

const nasty = `</script><img src="x" onerror='alert(1)'>&amp;]]>`;

function nastyMap() {
  const { config } = loadSettings({ ...meshSettings(2, 1), mesh: {} });
  const service = { ...config!.services[0]!, name: nasty, namespace: nasty };
  const finding: Finding = {
    severity: Severity.Warning,
    code: "test",
    paths: [nasty],
    message: nasty,
    fix: nasty,
  };
  return mapStack(nasty, { ...config!, services: [service] }, [finding]);
}

/** The elements of a well-formed XML text, or an error where tags do not match. */
function tagsOf(xml: string): string[] {
  const open: string[] = [];
  const seen: string[] = [];
  for (const [, close, name = "", empty] of xml.matchAll(
    /<(\/?)([\w-]+)(?:\s+[\w:-]+="[^"<]*")*\s*(\/?)>/g,
  )) {
    if (close === "/") expect(open.pop()).toBe(name);
    else if (empty !== "/") open.push(name);
    seen.push(name);
  }
  expect(open).toEqual([]);
  return [...new Set(seen)].sort();
}

describe("I map: the picture", () => {
  it("is well-formed XML of shapes and texts, whatever names have in them", () => {
    const svg = mapSvg(nastyMap());
    expect(tagsOf(svg.replace(/<style>[\s\S]*?<\/style>/, ""))).toEqual([
      "circle",
      "desc",
      "g",
      "path",
      "rect",
      "svg",
      "text",
      "title",
    ]);
    expect(svg).not.toContain("<img");
    expect(svg).toContain("&lt;/script&gt;");
  });

  it("escapes what XML cannot hold", () => {
    expect(escapeXml(`a<b>&"'\u0000\u0007`)).toBe("a&lt;b&gt;&amp;&quot;&#39;\ufffd\ufffd");
  });

  it("has texts that stand out from their ground, light and dark, by the accessibility guidelines' 4.5 to 1", () => {
    const texts = ["ink", "faint", "label"] as const;
    const grounds = [
      "paper",
      "cluster",
      "group",
      "rack",
      "node",
      "control",
      "router",
      "mesh",
      "card",
    ] as const;
    for (const theme of [0, 1] as const) {
      for (const text of texts)
        for (const ground of grounds)
          expect(
            contrast(colors[text][theme], colors[ground][theme]),
            `${text} on ${ground}`,
          ).toBeGreaterThan(4.5);
      expect(contrast(colors.errorText[theme], colors.error[theme])).toBeGreaterThan(4.5);
      expect(contrast(colors.warningText[theme], colors.warning[theme])).toBeGreaterThan(4.5);
    }
    // Without colour an error is dark and a warning light.
    expect(contrast(colors.error[0], colors.warning[0])).toBeGreaterThan(4.5);
  });
});

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const value = parseInt(color.slice(i, i + 2), 16) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe("I map: the page", () => {
  const map = mapOf(fabricSettings(2, 2, 1));
  const html = mapHtml(map);

  it("asks nobody for anything, and has its browser see to that", () => {
    expect(html.replaceAll("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:/);
    expect(html).not.toMatch(
      /\b(?:src|href|action|poster)=|url\(|@import|\bfetch\(|XMLHttpRequest|WebSocket|import\(/,
    );
    const [, policy = ""] = /Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
    const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    const [, style = ""] = /<style>([\s\S]*?)<\/style>/.exec(html) ?? [];
    const [, script = ""] = /<script type="module">([\s\S]*?)<\/script>/.exec(html) ?? [];
    expect(policy).toBe(
      `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; base-uri 'none'; form-action 'none'`,
    );
    // What the policy lets run parses; inline styles and handlers would be refused.
    expect(() => new Script(script)).not.toThrow();
    expect(html).not.toMatch(/ (?:style|on\w+)="/);
  });

  it("knows every fact of everything that is drawn", () => {
    const data = dataOf(html);
    const { sessions, routers } = map.model.fabric;
    for (const item of [...map.model.clusters, ...routers, ...sessions])
      expect(data.items[item.id]?.facts).toEqual(item.facts);
    expect(data.findings).toHaveLength(map.marks.length);
    for (const id of Object.keys(data.items)) expect(html).toContain(`data-id="${escapeXml(id)}"`);
  });

  it("has light and dark for every colour of the picture", () => {
    for (const [name, [light, dark]] of Object.entries(colors)) {
      expect(html.split(`--${name}:${light}`).length).toBeGreaterThan(1);
      expect(html.split(`--${name}:${dark}`).length).toBeGreaterThan(2);
    }
  });

  it("lets no name out of its place", () => {
    const page = mapHtml(nastyMap());
    expect(page).not.toContain("<img");
    expect(page.match(/<\/script>/g)).toHaveLength(2);
    expect(dataOf(page).items["services[0]"]?.name).toContain(nasty);
  });

  it("is the same each time", () => {
    expect(mapHtml(mapOf(fabricSettings(2, 2, 1)))).toBe(html);
  });
});

interface PageData {
  items: Record<string, { name: string; facts: unknown }>;
  findings: unknown[];
}

function dataOf(page: string): PageData {
  const [, json = ""] = /<script id="data" type="application\/json">([\s\S]*?)<\/script>/.exec(page) ?? [];
  return JSON.parse(json) as PageData;
}

describe("I map: secrets", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "map-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("are never in it: passwords of sessions, chart values", () => {
    const file = path.join(folder, "tor.password");
    writeFileSync(file, "hunter2-of-the-router", { mode: 0o600 });
    const settings = fabricSettings(1, 1, 1);
    const [cluster] = parseYaml(JSON.stringify(settings["clusters"])) as Record<string, unknown>[];
    const peers = [{ router: "leaf0-0", passwordFile: file }];
    const map = mapOf({
      ...settings,
      clusters: [
        {
          ...cluster,
          bgp: { asn: 65001, peers },
          cilium: { values: { secret: { token: "hunter2-of-the-chart" } } },
        },
      ],
    });
    for (const text of [mapSvg(map), mapHtml(map)]) expect(text).not.toContain("hunter2");
    expect(mapHtml(map)).toContain(`{"name":"password","value":"yes"}`);
  });
});
