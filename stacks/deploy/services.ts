import { GlobalService } from "../../components/global-service";
import { StackConfig } from "../config";
import { serviceClusters } from "../resolve";
import { accessTo, runningCluster, StackRun } from "./running";
import { DeployedSample } from "./samples";

/** Services by their name. */
export function deployServices(
  run: StackRun,
  samples: readonly DeployedSample[],
): Map<string, GlobalService> {
  return new Map(run.config.services.map((service) => [service.name, deployService(run, service, samples)]));
}

function deployService(
  run: StackRun,
  service: StackConfig["services"][number],
  samples: readonly DeployedSample[],
): GlobalService {
  const { name, ...args } = service;
  const namespace = service.namespace ?? "default";
  return new GlobalService(
    name,
    {
      ...args,
      serviceName: name,
      clusters: serviceClusters(run.config, service).map((c) => ({
        ...c,
        ...accessTo(runningCluster(run, c.name)),
      })),
    },
    { dependsOn: samples.filter((s) => s.madeNamespace === namespace).map((s) => s.resource) },
  );
}
