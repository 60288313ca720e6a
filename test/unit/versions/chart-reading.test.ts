import { describe, expect, it } from "vitest";
import { formatOutline } from "../../../components/internal/chart-values/outline";
import { mergeCharts } from "../../../schemas/chart-values/chart-keys";
import type { Chart } from "../../../schemas/chart-values/read-chart";
import { templateUse } from "../../../schemas/chart-values/templates";

const chart = (version: string, values: object, more: Partial<Chart> = {}): Chart => ({
  version,
  values: values,
  schema: {},
  templates: [],
  ...more,
});
const outline = (...charts: Chart[]): string[] => formatOutline(mergeCharts(charts)).split("\n");
const used = (...templates: string[]): { paths: string[]; whole: string[] } => {
  const { paths, whole } = templateUse(templates);
  return { paths: [...paths].sort(), whole: [...whole].sort() };
};

// What `npm run chart-keys` makes of charts; the charts themselves have hundreds of templates.
describe("B the keys of a chart", () => {
  it("B are those of its values, each with its kind", () => {
    const values = { on: true, port: 80, text: "a", list: [], empty: {}, unset: null, map: { inner: 1 } };
    expect(outline(chart("1.0.0", values))).toEqual([
      "1.0.0",
      ...["empty m*", "list l", "map m", " inner n", "on b", "port n", "text t", "unset a"],
    ]);
  });

  it("B take kinds from the schema where it says some, and keys that only the schema has", () => {
    const properties = {
      port: { type: ["integer", "string"] },
      unset: {},
      only: { properties: { inner: { type: "boolean" } } },
      untold: { type: "null" },
    };
    expect(outline(chart("1.0.0", { port: 80, unset: true }, { schema: { properties } }))).toEqual([
      "1.0.0",
      ...["only m", " inner b", "port nt", "unset b", "untold a"],
    ]);
  });

  it("B are also those that templates alone read, with all above them", () => {
    const templates = [`{{ if .Values.map.deep.on }}a{{ end }}`];
    expect(outline(chart("1.0.0", { map: {} }, { templates }))).toEqual([
      "1.0.0",
      ...["map m", " deep m", "  on a"],
    ]);
  });

  it("B are open where a template hands a map on as a whole, and below that", () => {
    const templates = ["{{ toYaml .Values.labels }}", "{{ .Values.map.a }}", "{{ toYaml .Values.pod }}"];
    const values = { labels: {}, map: { a: 1 }, pod: { inner: { b: 1 } }, list: [] };
    expect(outline(chart("1.0.0", values, { templates }))).toEqual([
      "1.0.0",
      ...["labels m*", "list l", "map m", " a n", "pod m*", " inner m*", "  b n"],
    ]);
  });

  it("B of several releases have their stretches, and what any of them says of the kind", () => {
    const releases = [{ a: 1, m: { k: null } }, { m: { k: 1 } }, { a: "x", m: { j: true } }];
    expect(outline(...releases.map((values, i) => chart(`1.${i}.0`, values)))).toEqual([
      "1.0.0 1.1.0 1.2.0",
      ...["a nt 1.0.0-1.0.0,1.2.0-1.2.0", "m m", " j b 1.2.0-1.2.0", " k n 1.0.0-1.1.0"],
    ]);
  });
});

describe("B what templates read of values", () => {
  it.each<[string, string, string[], string[]?]>([
    ["an action", "{{ .Values.a.b }}", ["a.b"], ["a.b"]],
    ["a condition", "{{ if and .Values.a (not .Values.b.c) }}x{{ end }}", ["a", "b.c"]],
    ["another condition", "{{ if .Values.a }}x{{ else if .Values.b }}y{{ end }}", ["a", "b"]],
    ["no comment", "{{/* .Values.a */}}{{- /* .Values.b */ -}}", []],
    ["no text", '{{ fail ".Values.a" }}', []],
    [
      "fields within with",
      "{{ with .Values.a }}{{ .b }}{{ $.Values.c }}{{ end }}",
      ["a", "a.b", "c"],
      ["a.b", "c"],
    ],
    [
      "what comes after else",
      "{{ with .Values.a }}{{ .b }}{{ else }}{{ .Values.c }}{{ end }}",
      ["a", "a.b", "c"],
      ["a.b", "c"],
    ],
    ["what comes after end", "{{ with .Values.a }}{{ end }}{{ .Values.b }}", ["a", "b"], ["b"]],
    ["a variable", "{{ $x := .Values.a }}{{ if $x.b }}y{{ end }}", ["a", "a.b"]],
    ["a named with", "{{ with $x := .Values.a }}{{ if $x.b }}y{{ end }}{{ end }}", ["a", "a.b"]],
    [
      "one of several",
      "{{ $x := default .Values.a .Values.b }}{{ if $x.c }}y{{ end }}",
      ["a", "a.c", "b", "b.c"],
    ],
    ["what range goes over", "{{ range $k, $v := .Values.a }}{{ $v }}{{ end }}", ["a"], ["a"]],
    [
      "each of a list made there",
      "{{ range list .Values.a .Values.b }}{{ if .c }}y{{ end }}{{ end }}",
      ["a", "a.c", "b", "b.c"],
    ],
    ["a key that is asked for", '{{ if hasKey .Values.a "b" }}x{{ end }}', ["a", "a.b"]],
    ["keys by index", '{{ index .Values.a "b" "c" }}', ["a", "a.b.c"]],
    ["keys by dig", '{{ dig "b" "c" false .Values.a }}', ["a", "a.b.c"]],
    ["a map as a whole", "{{ .Values.a | toYaml | nindent 4 }}", ["a"], ["a"]],
    ["one of two in an action", "{{ printf .Values.a .Values.b }}", ["a", "b"]],
  ])("B %s", (_, template, paths, whole = []) => {
    expect(used(template)).toEqual({ paths, whole });
  });

  it("B follow into named templates, in whatever order the files come", () => {
    const call = '{{ include "t" .Values.a }}';
    const define = '{{ define "t" }}{{ .b }}{{ .Values.c }}{{ .Release.Name }}{{ end }}';
    for (const files of [
      [call, define],
      [define, call],
    ])
      expect(used(...files).paths).toEqual(["a", "a.b", "c"]);
  });
});
