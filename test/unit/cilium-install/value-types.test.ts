import * as path from "node:path";
import * as ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import { parseOutline } from "../../../components/internal/chart-values/outline";
import { valueTypes } from "../../../schemas/chart-values/value-types";

const root = path.resolve(__dirname, "..", "..", "..");
const face = path.join(root, "components", "cilium-install", "chart-values");

/** The values that the documents give west in the end (requirements C4). */
const DOCUMENTS = `{
  autoDirectNodeRoutes: true,
  bpf: { masquerade: true },
  cluster: { id: 1, name: "west" },
  clustermesh: {
    apiserver: {
      kvstoremesh: { enabled: false },
      service: { type: "NodePort" },
      tls: { auto: { enabled: true, method: "cronJob", schedule: "0 0 1 */4 *" } },
    },
    config: { clusters: [{ ips: ["172.18.0.4"], name: "east", port: 32379 }], enabled: true },
    useAPIServer: true,
  },
  debug: { enabled: true },
  endpointHealthChecking: { enabled: false },
  healthChecking: false,
  ipMasqAgent: { config: { nonMasqueradeCIDRs: ["10.1.0.0/16"] }, enabled: true },
  ipam: { mode: "kubernetes" },
  ipv4NativeRoutingCIDR: "10.0.0.0/16",
  k8sServiceHost: "172.18.0.2",
  k8sServicePort: 6443,
  kubeProxyReplacement: true,
  operator: { replicas: 1 },
  routingMode: "native",
}`;

const MEMBERS = `{ clustermesh: { enableMCSAPISupport: true } }`;
const MINORS = ["1.14", "1.15", "1.16", "1.17", "1.18", "1.19", "1.20"];

const accepted: Record<string, string> = {
  ...Object.fromEntries(
    [...MINORS, "1.14.1", "1.17.6", "1.18.0", "1.18.1"].map((version) => [
      `the documents' values on ${version}`,
      `ciliumValues("${version}", ${DOCUMENTS})`,
    ]),
  ),
  "enableMCSAPISupport on 1.18.1": `ciliumValues("1.18.1", ${MEMBERS})`,
  "mcsapi on 1.20.0": `ciliumValues("1.20.0", { clustermesh: { mcsapi: { enabled: true, corednsAutoConfigure: { enabled: true } } } })`,
  "tunnel on 1.14": `ciliumValues("1.14.1", { tunnel: "vxlan" })`,
  "externalIPs on 1.17.5": `ciliumValues("1.17.5", { externalIPs: { enabled: true } })`,
  "outputs, promises and null at the leaves": `ciliumValues("1.18.1", {
    k8sServiceHost: pulumi.output("a"), hubble: { relay: { replicas: Promise.resolve(2), gops: null } }, ipam: null,
  })`,
  "keys of the user's own where maps are open": `ciliumValues("1.18.1", {
    podAnnotations: { a: "b" }, extraConfig: { "x-y": pulumi.output("z") }, nodeSelector: { disk: "ssd" },
    affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } },
    operator: { resources: { limits: { cpu: "1" } } }, tolerations: [{ operator: "Exists" }],
  })`,
  "what only templates read": `ciliumValues("1.18.1", { l2announcements: { leaseDuration: "3s" }, maglev: { tableSize: 65521 } })`,
  "anything where the compiler does not know the version": `ciliumValues("1.18.1" as string, { whatever: 1 })`,
  "anything of a minor that nobody has read": `ciliumValues("1.99.0", { whatever: 1 })`,
  "a pre-release": `ciliumValues("1.20.0-rc.1", { clustermesh: { mcsapi: { enabled: true } } })`,
  "an install with its version said once": `new CiliumInstall("west", ciliumInstallArgs({ version: "1.18.1", bpf: { masquerade: true }, values: ${MEMBERS} }))`,
};

const refused: Record<string, [code: string, told: string]> = {
  "enableMCSAPISupport on 1.20": [
    `ciliumValues("1.20.0", ${MEMBERS})`,
    `'enableMCSAPISupport' does not exist in type 'Clustermesh_1_20_0'`,
  ],
  "enableMCSAPISupport on 1.20 in an install": [
    `new CiliumInstall("west", ciliumInstallArgs({ version: "1.20.0", values: ${MEMBERS} }))`,
    `'enableMCSAPISupport' does not exist in type 'Clustermesh_1_20_0'`,
  ],
  "mcsapi on 1.18": [
    `ciliumValues("1.18.1", { clustermesh: { mcsapi: { enabled: true } } })`,
    `'mcsapi' does not exist in type 'Clustermesh_1_18_0'`,
  ],
  "tunnel after 1.14": [
    `ciliumValues("1.15", { tunnel: "vxlan" })`,
    `'tunnel' does not exist in type 'ChartValues_1_15'`,
  ],
  "externalIPs from 1.17.6 on": [
    `ciliumValues("1.17.6", { externalIPs: { enabled: true } })`,
    `'externalIPs' does not exist in type 'ChartValues_1_17_6'`,
  ],
  "hostPort on 1.18.99, by its minor release": [
    `ciliumValues("1.18.99", { hostPort: { enabled: true } })`,
    `'hostPort' does not exist in type 'ChartValues_1_18`,
  ],
  "a slip of the pen": [
    `ciliumValues("1.18.1", { hubble: { realy: { enabled: true } } })`,
    `'realy' does not exist in type 'Hubble_1_18_0'. Did you mean to write 'relay'?`,
  ],
  "a text for a switch": [
    `ciliumValues("1.18.1", { debug: { enabled: "true" } })`,
    `Type 'string' is not assignable to type 'Bool | undefined'.`,
  ],
};

describe("B the types of all chart values", () => {
  const told = new Map<string, string[]>();

  beforeAll(() => {
    const snippets = [
      ...Object.entries(accepted),
      ...Object.entries(refused).map(([name, [code]]) => [name, code] as const),
    ];
    for (const [name, messages] of compile(snippets)) told.set(name, messages);
  }, 120_000);

  it.each(Object.keys(accepted))("accept %s", (name) => {
    expect(told.get(name)).toEqual([]);
  });

  it.each(Object.entries(refused))("refuse %s", (name, [, message]) => {
    expect(told.get(name)?.join("\n")).toContain(message);
  });

  it("follow from the charts' keys", () => {
    const types = valueTypes(parseOutline("1.0.0 1.1.0\na b\nm m*\n k t 1.1.0-1.1.0\no l 1.0.0-1.0.0"));
    expect(types.slice(types.indexOf("interface M"))).toMatchInlineSnapshot(`
      "interface M_1_1_0 extends Open, _4 {}
      interface _6 {
        m?: M_1_1_0 | null;
      }
      interface ChartValues_1_1_0 extends _0, _6 {}
      /** By release. */
      export interface ValuesOfRelease {
        "1.0.0": ChartValues_1_0_0;
        "1.1.0": ChartValues_1_1_0;
      }
      /** By minor release: what any of its releases has. */
      export interface ValuesOfMinor {
        "1.0": ChartValues_1_0_0;
        "1.1": ChartValues_1_1_0;
      }
      "
    `);
  });
});

/** What the compiler says of each snippet, all in one program. */
function compile(snippets: readonly (readonly [name: string, code: string])[]): Map<string, string[]> {
  const file = (i: number): string => path.join(root, "test", `snippet-${i}.ts`);
  const texts = new Map(
    snippets.map(([, code], i) => [
      file(i),
      `import * as pulumi from "@pulumi/pulumi";\n` +
        `import { ciliumInstallArgs, ciliumValues } from ${JSON.stringify(face)};\n` +
        `declare class CiliumInstall { constructor(name: string, args: ReturnType<typeof ciliumInstallArgs>); }\n` +
        `export default [pulumi.runtime, CiliumInstall, ciliumInstallArgs, ciliumValues, ${code}];\n`,
    ]),
  );
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: ["node"],
  };
  const host = ts.createCompilerHost(options);
  const getSourceFile = host.getSourceFile.bind(host);
  const fileExists = host.fileExists.bind(host);
  const readFile = host.readFile.bind(host);
  host.fileExists = (name) => texts.has(name) || fileExists(name);
  host.readFile = (name) => texts.get(name) ?? readFile(name);
  host.getSourceFile = (name, target, ...rest) => {
    const text = texts.get(name);
    return text === undefined
      ? getSourceFile(name, target, ...rest)
      : ts.createSourceFile(name, text, ts.ScriptTarget.ES2023);
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  return new Map(
    snippets.map(([name], i) => {
      const diagnostics = program.getSemanticDiagnostics(program.getSourceFile(file(i)));
      return [name, diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))];
    }),
  );
}
