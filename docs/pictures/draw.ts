import * as fs from "node:fs";
import * as path from "node:path";
import { mapStack, mapSvg } from "../../map";
import { checkStack, loadStack } from "../../stacks";

const root = path.resolve(__dirname, "..", "..");

/** The stacks of the repository, by the names of their files. */
export function repositoryStacks(): string[] {
  return fs
    .readdirSync(root)
    .flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? [])
    .sort();
}

/** The pages' pictures as they must be, by their file's name: what `cilium-fabric map` draws of each stack. */
export function drawPictures(): Record<string, string> {
  return Object.fromEntries(
    repositoryStacks().map((stack) => {
      const { config, findings } = loadStack(
        fs.readFileSync(path.join(root, `Pulumi.${stack}.yaml`), "utf8"),
      );
      if (config === undefined)
        throw new Error(`stack ${stack}: ${findings[0]?.message ?? "no configuration"}`);
      return [`${stack}.svg`, mapSvg(mapStack(stack, config, checkStack(config)))];
    }),
  );
}

/** `npx tsx docs/pictures/draw.ts` writes them all. */
if (require.main === module) {
  for (const [name, picture] of Object.entries(drawPictures()))
    fs.writeFileSync(path.join(__dirname, name), picture);
}
