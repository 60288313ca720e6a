import { IDENTITY_MODE_KEY } from "../../components/cilium-install/identity-mode/running";
import { identityReader } from "../../components/cilium-install/identity-mode/read";

/** The `identityAllocationMode` that a cluster's agents are told; undefined where no Cilium is installed. */
export async function seeIdentityMode(kubeconfig: string): Promise<string | undefined> {
  const settings = await (await identityReader(kubeconfig)).config();
  // Cilium takes the API server where it is told nothing.
  return settings === undefined ? undefined : (settings[IDENTITY_MODE_KEY] ?? "crd");
}
