import { createHash } from "node:crypto";
import { join } from "node:path";
import { local } from "@pulumi/command";
import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { judgeFor } from "../internal/judging";
import { interpreterOf } from "../internal/shell";
import { FrrRouterArgs } from "./args";
import { capabilities, defaultDaemons, type FrrRouterPlan, planFrrRouter, validateFrrRouter } from "./plan";
import { applyScript, removeScript, writeScript } from "./scripts";

/** FRR in a container, made through `@pulumi/docker`; its configuration changes without a restart. */
export class FrrRouter extends pulumi.ComponentResource {
  /** Name of the container, known when FRR runs what its `frr.conf` says. */
  public readonly containerName: pulumi.Output<string>;

  constructor(name: string, args: FrrRouterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("cilium-fabric:index:FrrRouter", name, {}, opts);
    const plan = planFrrRouter(name, pulumi.getStack(), args);
    judgeFor(this, `router "${name}"`)(validateFrrRouter(plan, args));
    const frrConf = pulumi.secret(args.frrConf);
    const files = filesCommand(this, name, plan, frrConf, args.daemons ?? defaultDaemons);
    const image = new docker.RemoteImage(
      `${name}-image`,
      // Others may use it too, and it was pulled once.
      { name: plan.image, keepLocally: true },
      { parent: this },
    );
    const container = routerContainer(this, name, { plan, args, files, image });
    this.containerName = runningCommand(this, name, plan, frrConf, container, image).stdout.apply((text) =>
      text.trim(),
    );
    this.registerOutputs({ containerName: this.containerName });
  }
}

function filesCommand(
  parent: FrrRouter,
  name: string,
  plan: FrrRouterPlan,
  frrConf: pulumi.Output<string>,
  daemons: pulumi.Input<string>,
): local.Command {
  return new local.Command(
    `${name}-files`,
    {
      interpreter: interpreterOf({ write: writeScript, remove: removeScript }),
      create: `write files of router ${plan.containerName}`,
      delete: `remove files of router ${plan.containerName}`,
      stdin: frrConf,
      environment: {
        FABRIC_CONTAINER: plan.containerName,
        FABRIC_DIRECTORY: plan.directory,
        FABRIC_DAEMONS: daemons,
      },
      // The folder is part of what it made.
      triggers: [plan.directory],
      logging: local.Logging.Stderr,
    },
    { parent, deleteBeforeReplace: true },
  );
}

interface ContainerParts {
  readonly plan: FrrRouterPlan;
  readonly args: FrrRouterArgs;
  readonly files: local.Command;
  readonly image: docker.RemoteImage;
}

function routerContainer(
  parent: FrrRouter,
  name: string,
  { plan, args, files, image }: ContainerParts,
): docker.Container {
  const daemons = pulumi.output(args.daemons ?? defaultDaemons);
  return new docker.Container(
    `${name}-container`,
    {
      name: plan.containerName,
      hostname: plan.hostname,
      image: image.imageId,
      restart: "unless-stopped",
      capabilities: { adds: [...capabilities] },
      sysctls: { ...plan.sysctls },
      // What Docker says by itself of a container that names its networks; left out, every refresh would find it changed.
      networkMode: "bridge",
      networksAdvanced: args.interfaces.map(({ network, address, address6 }) => ({
        name: network,
        ...(address !== undefined && { ipv4Address: address }),
        ...(address6 !== undefined && { ipv6Address: address6 }),
      })),
      volumes: [{ hostPath: join(plan.directory, "etc"), containerPath: "/etc/frr", readOnly: true }],
      healthcheck: {
        tests: ["CMD", "sh", "/etc/frr/answers"],
        interval: "10s",
        timeout: "5s",
        retries: 3,
        startPeriod: "30s",
      },
      labels: [
        { label: "cilium-fabric.io/router", value: plan.containerName },
        // Which daemons run is settled when FRR starts.
        { label: "cilium-fabric.io/daemons", value: daemons.apply(shortHash) },
      ],
    },
    { parent, dependsOn: files, deleteBeforeReplace: true },
  );
}

function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

function runningCommand(
  parent: FrrRouter,
  name: string,
  plan: FrrRouterPlan,
  frrConf: pulumi.Output<string>,
  container: docker.Container,
  image: docker.RemoteImage,
): local.Command {
  const timeout = `${plan.timeoutSeconds + 60}s`;
  return new local.Command(
    `${name}-running`,
    {
      interpreter: interpreterOf({ bring: applyScript }),
      create: `bring router ${plan.containerName} to its frr.conf`,
      // Not read: it makes a change of the file a change of this.
      stdin: frrConf,
      environment: {
        FABRIC_CONTAINER: plan.containerName,
        FABRIC_INSTANCE: container.id,
        FABRIC_DIRECTORY: plan.directory,
        FABRIC_HOSTNAME: plan.hostname,
        FABRIC_IMAGE: image.imageId,
        FABRIC_TIMEOUT: String(plan.timeoutSeconds),
      },
      logging: local.Logging.Stderr,
    },
    { parent, customTimeouts: { create: timeout, update: timeout } },
  );
}
