import * as fs from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Analyzer } from "@pulumi/pulumi/provider/experimental/analyzer";
import { generateSchema, PackageSpec } from "@pulumi/pulumi/provider/experimental/schema";
import * as face from "../components";

const root = path.resolve(__dirname, "..");

/** The Pulumi package schema of components/, as the plugin host would serve it. */
export function packageSchema(): PackageSpec {
  const manifest = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")) as {
    name: string;
    version: string;
    description: string;
  };
  const found = new Analyzer(root, manifest.name, manifest, componentNames()).analyze();
  return generateSchema(
    manifest.name,
    manifest.version,
    manifest.description,
    found.components,
    found.typeDefinitions,
    found.dependencies,
  );
}

function componentNames(): Set<string> {
  return new Set(
    Object.entries(face)
      .filter(([, value]) => isComponent(value))
      .map(([name]) => name),
  );
}

function isComponent(value: unknown): boolean {
  return typeof value === "function" && value.prototype instanceof pulumi.ComponentResource;
}
