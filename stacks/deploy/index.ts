import * as pulumi from "@pulumi/pulumi";
import { alreadyTold } from "../../components/internal/judging";
import { mergeKubeconfigs } from "../../components/kubeconfig";
import { checkStack } from "../check";
import { StackConfig } from "../config";
import { resolveClusters } from "../resolve";
import { deployClusters } from "./clusters";
import { deployEtcds } from "./etcd";
import { deployFabric, deployRouters } from "./fabric";
import { deployInstalls, hubbleOutput } from "./installs";
import { deployLoadBalancing } from "./load-balancing";
import { deployMesh } from "./mesh";
import { deployDefinitions, deployMultiCluster } from "./multi-cluster";
import { deployPolicies } from "./policies";
import { deployRacks } from "./racks";
import { runningCluster, StackRun } from "./running";
import { refuseUnfitChanges } from "./running-cilium";
import { deploySamples } from "./samples";
import { deployServices } from "./services";

/** The Pulumi program of a stack: makes the resources of its sections in their natural order and returns its outputs. */
export async function deployStack(config: StackConfig): Promise<Record<string, unknown>> {
  // Whoever runs this has told the whole stack's findings before.
  alreadyTold(checkStack(config));
  const resolved = resolveClusters(config);
  const racks = deployRacks({ config, resolved });
  const routers = deployRouters({ config, resolved }, racks);
  const running = deployClusters({ config, resolved }, racks, routers);
  const run: StackRun = { config, resolved, running };
  await refuseUnfitChanges(run);
  const mesh = config.mesh === undefined ? undefined : deployMesh(config.mesh, run);
  const etcds = deployEtcds(run);
  const installs = deployInstalls(run, { mesh, etcds, definitions: deployDefinitions(run) });
  const samples = deploySamples(run);
  const services = deployServices(run, samples);
  deployFabric(run, installs);
  deployLoadBalancing(run, installs, samples);
  deployPolicies(run, installs, samples);
  const mcs = deployMultiCluster(run, installs, samples);
  return {
    clusters: clustersOutput(run),
    kubeconfig: kubeconfigOutput(run),
    services: outputsOf(services, ({ dnsName }) => dnsName),
    installs: outputsOf(installs, ({ version }) => version),
    hubble: hubbleOutput(installs),
    ...(config.routers.length > 0 ? { routers: routers.outputs } : {}),
    ...(mcs !== undefined ? { mcs: { names: mcs.dnsNames, imports: mcs.importAddresses } } : {}),
    ...(etcds.size > 0 ? { etcd: outputsOf(etcds, ({ endpoints }) => endpoints) } : {}),
  };
}

function clustersOutput(run: StackRun): pulumi.Output<Record<string, unknown>> {
  return pulumi.all(
    Object.fromEntries(
      run.resolved.map((c) => [
        c.name,
        { ciliumVersion: c.version, id: c.id, nodes: runningCluster(run, c.name).nodes },
      ]),
    ),
  );
}

/** One kubeconfig with a context for every cluster. */
function kubeconfigOutput(run: StackRun): pulumi.Output<string> {
  const all = pulumi.all(run.resolved.map((c) => runningCluster(run, c.name).kubeconfig));
  return pulumi.secret(
    all.apply((texts) =>
      mergeKubeconfigs(run.resolved.map((c, i) => ({ name: c.name, kubeconfig: texts[i] ?? "" }))),
    ),
  );
}

function outputsOf<T>(made: ReadonlyMap<string, T>, output: (item: T) => unknown): Record<string, unknown> {
  return Object.fromEntries([...made].map(([name, item]) => [name, output(item)]));
}
