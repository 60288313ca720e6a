/** An Ingress' settings as plain data; the component's arguments without Inputs. */
export interface IngressInput {
  readonly ingressName?: string;
  readonly namespace?: string;
  readonly ciliumVersion: string;
  readonly loadbalancerMode?: string;
  readonly rules: readonly IngressRuleInput[];
  readonly tls?: readonly IngressTlsPlan[];
  readonly loadBalancerAddresses?: readonly string[];
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface IngressRuleInput {
  readonly host?: string;
  readonly paths: readonly IngressPathInput[];
}

export interface IngressPathInput {
  readonly path?: string;
  readonly pathType?: string;
  readonly serviceName: string;
  readonly servicePort?: number;
  readonly servicePortName?: string;
}

export interface IngressTlsPlan {
  readonly hosts?: readonly string[];
  readonly secretName: string;
}

/** An Ingress with every default filled in. */
export interface IngressPlan {
  readonly ingressName: string;
  readonly namespace: string;
  readonly ciliumVersion: string;
  /** Left out where the chart's own setting holds. */
  readonly loadbalancerMode?: string;
  readonly rules: readonly IngressRulePlan[];
  readonly tls: readonly IngressTlsPlan[];
  readonly loadBalancerAddresses: readonly string[];
  readonly annotations: Readonly<Record<string, string>>;
}

export interface IngressRulePlan {
  readonly host?: string;
  readonly paths: readonly IngressPathPlan[];
}

export interface IngressPathPlan {
  readonly path: string;
  readonly pathType: string;
  readonly serviceName: string;
  readonly servicePort?: number;
  readonly servicePortName?: string;
}

/** Fills in every default; `name` is the component's name. */
export function planIngress(name: string, input: IngressInput): IngressPlan {
  return {
    ingressName: input.ingressName ?? name,
    namespace: input.namespace ?? "default",
    ciliumVersion: input.ciliumVersion,
    ...(input.loadbalancerMode !== undefined && { loadbalancerMode: input.loadbalancerMode }),
    rules: input.rules.map((rule) => ({
      ...(rule.host !== undefined && { host: rule.host }),
      paths: rule.paths.map((path) => ({
        path: path.path ?? "/",
        pathType: path.pathType ?? "Prefix",
        serviceName: path.serviceName,
        ...(path.servicePort !== undefined && { servicePort: path.servicePort }),
        ...(path.servicePortName !== undefined && { servicePortName: path.servicePortName }),
      })),
    })),
    tls: input.tls ?? [],
    loadBalancerAddresses: input.loadBalancerAddresses ?? [],
    annotations: input.annotations ?? {},
  };
}
