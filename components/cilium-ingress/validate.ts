import { parseIp } from "../internal/cidr";
import type { Finding } from "../internal/finding";
import { labelKeyFault } from "../internal/labels";
import { dnsLabelFault, objectNameFault, targetPortNameFault } from "../internal/names";
import { addressesAnnotation } from "../internal/lb-addresses";
import { error } from "../prover/report";
import type { FindingCode } from "../prover/catalogue";
import { unusableVersion } from "../prover/rules/install-version";
import { MODE_ANNOTATION } from "./manifest";
import type { IngressPathPlan, IngressPlan } from "./plan";

type At = (field: string) => string;
type Report = (code: FindingCode, fields: readonly string[], message: string, fix: string) => void;

const modes = ["shared", "dedicated"];
const pathTypes = ["Prefix", "Exact", "ImplementationSpecific"];

/** Everything wrong with one Ingress by itself, all at once; the prover asks the same of every one of a stack. */
export function validateIngress(plan: IngressPlan, at: At = (field) => field): Finding[] {
  const version = unusableVersion(plan.ciliumVersion, at("ciliumVersion"));
  if (version.length > 0) return version;
  const findings: Finding[] = [];
  const report: Report = (code, fields, message, fix) =>
    findings.push(error(code, fields.map(at), message, fix));
  checkNames(plan, report);
  checkMode(plan, report);
  checkRules(plan, report);
  checkAddresses(plan, report);
  checkAnnotations(plan, report);
  return findings;
}

function checkNames({ ingressName, namespace, tls }: IngressPlan, report: Report): void {
  const nameFault = objectNameFault(ingressName);
  if (nameFault !== undefined)
    report(
      "ingress-name-invalid",
      ["ingressName"],
      `name "${ingressName}" of an ingress ${nameFault}`,
      "use lower-case letters, digits and -, e.g. basic-ingress",
    );
  const namespaceFault = dnsLabelFault(namespace);
  if (namespaceFault !== undefined)
    report(
      "ingress-name-invalid",
      ["namespace"],
      `namespace "${namespace}" of ingress "${ingressName}" ${namespaceFault}`,
      "use lower-case letters, digits and -, e.g. default",
    );
  tls.forEach(({ secretName }, i) => {
    const fault = objectNameFault(secretName);
    if (fault !== undefined)
      report(
        "ingress-name-invalid",
        [`tls[${i}].secretName`],
        `Secret "${secretName}" of ingress "${ingressName}" ${fault}`,
        "name the Secret that holds the certificate",
      );
  });
}

function checkMode({ ingressName, loadbalancerMode: mode }: IngressPlan, report: Report): void {
  if (mode === undefined || modes.includes(mode)) return;
  report(
    "ingress-mode-invalid",
    ["loadbalancerMode"],
    `loadbalancerMode of ingress "${ingressName}" is "${mode}", which Cilium takes for the chart's setting, expected shared or dedicated`,
    "write shared or dedicated, or leave it out",
  );
}

function checkRules({ ingressName, rules }: IngressPlan, report: Report): void {
  if (rules.length === 0)
    report(
      "ingress-without-paths",
      ["rules"],
      `ingress "${ingressName}" has no rules`,
      "give at least one, e.g. {paths: [{path: /, serviceName: productpage, servicePort: 9080}]}",
    );
  rules.forEach(({ host, paths }, i) => {
    if (paths.length === 0)
      report(
        "ingress-without-paths",
        [`rules[${i}].paths`],
        `a rule of ingress "${ingressName}" has no paths`,
        "give at least one, or remove the rule",
      );
    const fault = host === undefined ? undefined : hostFault(host);
    if (fault !== undefined)
      report(
        "ingress-host-invalid",
        [`rules[${i}].host`],
        `host "${host ?? ""}" of ingress "${ingressName}" ${fault}`,
        "write a DNS name such as shop.example.org or *.example.org",
      );
    paths.forEach((path, j) => checkPath(ingressName, path, `rules[${i}].paths[${j}]`, report));
  });
}

function hostFault(host: string): string | undefined {
  if (parseIp(host) !== undefined) return "is an address, which Kubernetes refuses";
  return objectNameFault(host.replace(/^\*\./, ""));
}

function checkPath(ingress: string, path: IngressPathPlan, field: string, report: Report): void {
  if (!pathTypes.includes(path.pathType))
    report(
      "ingress-path-invalid",
      [`${field}.pathType`],
      `pathType "${path.pathType}" of ingress "${ingress}" is not Prefix, Exact or ImplementationSpecific`,
      "leave it out for Prefix",
    );
  if (!path.path.startsWith("/"))
    report(
      "ingress-path-invalid",
      [`${field}.path`],
      `path "${path.path}" of ingress "${ingress}" does not start with /`,
      `write /${path.path}`,
    );
  const { servicePort, servicePortName } = path;
  if ((servicePort === undefined) === (servicePortName === undefined))
    report(
      "ingress-backend-invalid",
      [field],
      `path "${path.path}" of ingress "${ingress}" names ${servicePort === undefined ? "no port" : "two ports"} of Service "${path.serviceName}"`,
      "give exactly one of servicePort and servicePortName",
    );
  if (
    servicePort !== undefined &&
    !(Number.isInteger(servicePort) && servicePort >= 1 && servicePort <= 65535)
  )
    report(
      "ingress-backend-invalid",
      [`${field}.servicePort`],
      `${servicePort} is no port of Service "${path.serviceName}" of ingress "${ingress}"`,
      "write a whole number between 1 and 65535",
    );
  const portFault = servicePortName === undefined ? undefined : targetPortNameFault(servicePortName);
  if (portFault !== undefined)
    report(
      "ingress-backend-invalid",
      [`${field}.servicePortName`],
      `port name "${servicePortName ?? ""}" of ingress "${ingress}" ${portFault}`,
      "use the name of the Service's port, e.g. http",
    );
  const serviceFault = dnsLabelFault(path.serviceName);
  if (serviceFault !== undefined)
    report(
      "ingress-backend-invalid",
      [`${field}.serviceName`],
      `Service name "${path.serviceName}" of ingress "${ingress}" ${serviceFault}`,
      "use the name of a Service, e.g. productpage",
    );
}

function checkAddresses(plan: IngressPlan, report: Report): void {
  plan.loadBalancerAddresses.forEach((address, i) => {
    if (parseIp(address) === undefined)
      report(
        "load-balancer-address-invalid",
        [`loadBalancerAddresses[${i}]`],
        `"${address}", asked for by ingress "${plan.ingressName}", is not an IP address`,
        "write one such as 192.168.10.215",
      );
  });
}

function checkAnnotations(plan: IngressPlan, report: Report): void {
  const owned = new Map([
    [MODE_ANNOTATION, "loadbalancerMode"],
    [addressesAnnotation(plan.ciliumVersion), "loadBalancerAddresses"],
  ]);
  for (const key of Object.keys(plan.annotations)) {
    const fault = labelKeyFault(key);
    const field = owned.get(key);
    if (fault !== undefined || field !== undefined)
      report(
        "ingress-annotation-invalid",
        ["annotations"],
        `annotation ${key} of ingress "${plan.ingressName}" ${fault === undefined ? `is what ${field ?? ""} becomes` : `has a key that cannot be: ${fault}`}`,
        fault === undefined ? `set ${field ?? ""} instead` : "correct the key",
      );
  }
}
