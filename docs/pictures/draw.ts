import * as fs from "node:fs";
import * as path from "node:path";
import { loadStack } from "../../stacks/load";
import { renderStack } from "../../stacks/render";
import { drawTopology } from "./picture";
import { PictureTopology } from "./topology";

const root = path.resolve(__dirname, "..", "..");

/** The pages' pictures, each of the stack of its name. */
const PICTURES: Readonly<Record<string, string>> = {
  bgp: "Stack bgp: a cluster in two racks, the router between them, and a BGP session with every node",
  ingress: "Stack ingress: a range of addresses on the nodes' own network, and two ways in",
};

/** The pictures as they must be, by their file's name. */
export function drawPictures(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(PICTURES).map(([stack, title]) => {
      const { config, findings } = loadStack(
        fs.readFileSync(path.join(root, `Pulumi.${stack}.yaml`), "utf8"),
      );
      if (config === undefined)
        throw new Error(`stack ${stack}: ${findings[0]?.message ?? "no configuration"}`);
      const topology = renderStack(config)["topology.json"] ?? "";
      return [`${stack}.svg`, drawTopology(JSON.parse(topology) as PictureTopology, title)];
    }),
  );
}

/** `tsx docs/pictures/draw.ts` writes the pages' pictures; with a topology.json and a title it prints that one's. */
function main([file, title]: readonly string[]): void {
  if (file !== undefined) {
    const topology = JSON.parse(fs.readFileSync(file, "utf8")) as PictureTopology;
    process.stdout.write(drawTopology(topology, title ?? path.basename(file)));
    return;
  }
  for (const [name, picture] of Object.entries(drawPictures())) {
    fs.writeFileSync(path.join(__dirname, name), picture);
  }
}

if (require.main === module) main(process.argv.slice(2));
