import { describe, expect, it } from "vitest";
import type { ImportReader } from "../../../components/multi-cluster-services/reader";
import { waitForImports } from "../../../components/multi-cluster-services/wait";

const shop = { name: "shop", namespace: "song", clusters: ["west", "east"] };
const imported = (ips: string[], type = "ClusterSetIP") => ({
  namespace: "song",
  name: "shop",
  type,
  ips,
  clusters: ["east", "west"],
});
const at = (seconds: number) => ({ timeoutSeconds: seconds, pollMs: 1 });

function reader(parts: Partial<ImportReader>): ImportReader {
  return {
    imports: () => Promise.resolve([]),
    exports: () => Promise.resolve([]),
    namespaces: () => Promise.resolve(["song"]),
    ...parts,
  };
}

describe("H waiting for imports", () => {
  it("H takes one look where everything is imported", async () => {
    let looks = 0;
    const imports = () => {
      looks += 1;
      return Promise.resolve([imported(["10.2.0.7"])]);
    };
    expect(await waitForImports(reader({ imports }), "west", [shop], at(1))).toEqual({
      "song/shop": ["10.2.0.7"],
    });
    expect(looks).toBe(1);
  });

  it("H waits for the address, through a cluster that does not know the kind yet", async () => {
    const answers = [
      () => Promise.reject(new Error("the server could not find the requested resource")),
      () => Promise.resolve([]),
      () => Promise.resolve([imported([])]),
    ];
    const imports = () => (answers.shift() ?? (() => Promise.resolve([imported(["10.2.0.7"])])))();
    expect(await waitForImports(reader({ imports }), "west", [shop], at(5))).toEqual({
      "song/shop": ["10.2.0.7"],
    });
  });

  it("H does not wait for the address of a headless one", async () => {
    const imports = () => Promise.resolve([imported([], "Headless")]);
    expect(await waitForImports(reader({ imports }), "west", [shop], at(1))).toEqual({ "song/shop": [] });
  });

  const told = (parts: Partial<ImportReader>): Promise<string> =>
    waitForImports(reader(parts), "west", [shop], at(0.01)).then(
      () => "",
      (error: unknown) => (error as Error).message,
    );

  it.each<[string, Partial<ImportReader>, string]>([
    [
      "the namespace",
      { namespaces: () => Promise.resolve(["default"]) },
      "song/shop: namespace song is not there",
    ],
    [
      "the export's condition",
      {
        exports: () =>
          Promise.resolve([{ namespace: "song", name: "shop", troubles: ["Valid is False (NoService)"] }]),
      },
      "song/shop: its ServiceExport here: Valid is False (NoService)",
    ],
    [
      "where else to look",
      { exports: () => Promise.resolve([{ namespace: "song", name: "shop", troubles: [] }]) },
      "song/shop: no ServiceImport with an address; look at its ServiceExport and at the mesh of east",
    ],
    [
      "that nothing can be read",
      { imports: () => Promise.reject(new Error("connection refused")) },
      "its ServiceImports cannot be read: connection refused",
    ],
  ])("H names in time what is missing: %s", async (_, parts, cause) => {
    expect(await told(parts)).toBe(`cluster "west" does not import every Service after 0.01 s:\n  ${cause}`);
  });
});
