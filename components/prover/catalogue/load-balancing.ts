import { CatalogueEntry, Told } from "./entry";

/** Findings about pools of addresses, how they are announced, Ingresses and policies about who may come in. */
export const loadBalancingFindings = {
  "placed-in-unknown-cluster": {
    told: Told.Error,
    meaning: "A pool, announcement, ingress or policy names a cluster that does not exist.",
  },
  "placed-twice": {
    told: Told.Error,
    meaning: "Two pools, announcements, ingresses or policies have one name in one cluster.",
  },
  "selector-invalid": { told: Told.Error, meaning: "A label selector that Kubernetes would refuse." },
  "pool-name-invalid": { told: Told.Error, meaning: "Not a name of a Kubernetes object." },
  "pool-without-blocks": { told: Told.Error, meaning: "A pool without addresses." },
  "pool-block-form": {
    told: Told.Error,
    meaning: "A block that is neither a CIDR nor a range, or both; Cilium would take the CIDR alone.",
  },
  "pool-block-invalid": {
    told: Told.Error,
    meaning: "Not a CIDR of a network, not an address, or a range from one address family into the other.",
  },
  "pool-range-reversed": { told: Told.Error, meaning: "A range that starts after its end." },
  "pool-field-not-in-version": {
    told: Told.Error,
    meaning: "1.14 knows only CIDRs, and always keeps back what allowFirstLastIPs is about.",
  },
  "pool-first-last-word": { told: Told.Error, meaning: "allowFirstLastIPs is Yes or No." },
  "pool-first-last-no-effect": {
    told: Told.Warning,
    meaning: "allowFirstLastIPs: No keeps nothing back of ranges, nor of CIDRs of one or two addresses.",
  },
  "pool-overlap": {
    told: Told.Error,
    meaning:
      "Two blocks share addresses: in one cluster the later pool stays unused, in clusters that share a rack or a router both announce them.",
  },
  "pool-in-pod-cidr": { told: Told.Error, meaning: "A pool has addresses of pods." },
  "pool-in-service-cidr": { told: Told.Error, meaning: "A pool has addresses of Services in the cluster." },
  "pool-has-node-address": { told: Told.Error, meaning: "A pool has the address of a node or of a router." },
  "pool-too-small": {
    told: Told.Error,
    meaning: "More Services want addresses than the pools have, so some wait for ever.",
  },
  "load-balancer-without-pool": {
    told: Told.Warning,
    meaning: "No pool serves the Service, so it waits for an address for ever.",
  },
  "load-balancer-address-invalid": { told: Told.Error, meaning: "What is asked for is not an IP address." },
  "load-balancer-address-outside": {
    told: Told.Error,
    meaning: "An address is asked for that no pool hands out to this Service, so it gets none.",
  },
  "load-balancer-address-twice": {
    told: Told.Error,
    meaning: "Two Services ask for one address without sharing it by a sharing key.",
  },
  "l2-name-invalid": { told: Told.Error, meaning: "Not a name of a Kubernetes object." },
  "l2-interface-invalid": { told: Told.Error, meaning: "Not a regular expression that Go understands." },
  "l2-announces-nothing": {
    told: Told.Warning,
    meaning: "Neither load-balancer addresses nor external IPs are to be announced.",
  },
  "l2-announcements-off": {
    told: Told.Error,
    meaning: "An L2 announcement while l2announcements.enabled is false: nobody acts on it.",
  },
  "l2-with-local-traffic": {
    told: Told.Error,
    meaning: "The node that answers for a Service of externalTrafficPolicy Local may have no pod of it.",
  },
  "l2-pool-elsewhere": {
    told: Told.Warning,
    meaning:
      "Addresses that are announced on L2 alone, but are in no network of a node: nobody asks for them there.",
  },
  "ingress-name-invalid": { told: Told.Error, meaning: "Not a name of a Kubernetes object." },
  "ingress-mode-invalid": { told: Told.Error, meaning: "The mode is shared or dedicated." },
  "ingress-without-paths": { told: Told.Error, meaning: "An ingress, or a host of it, without paths." },
  "ingress-host-invalid": { told: Told.Error, meaning: "Not a DNS name." },
  "ingress-path-invalid": { told: Told.Error, meaning: "Not a path, or not a way to compare one." },
  "ingress-backend-invalid": { told: Told.Error, meaning: "Not a Service, or not one port of it." },
  "ingress-annotation-invalid": {
    told: Told.Error,
    meaning: "An annotation that cannot be, or that the ingress' own inputs write.",
  },
  "ingress-controller-off": {
    told: Told.Error,
    meaning: "An ingress while ingressController.enabled is false: nobody acts on it.",
  },
  "ingress-path-twice": {
    told: Told.Error,
    meaning: "One path of one host twice behind one load balancer.",
  },
  "ingress-backend-unknown": {
    told: Told.Error,
    meaning: "An ingress leads to a Service of the stack by a port that it does not have.",
  },
  "ingress-addresses-shared": {
    told: Told.Error,
    meaning: "A shared ingress asks for addresses, which only the Service of all of them can.",
  },
  "ingress-addresses-not-copied": {
    told: Told.Error,
    meaning:
      "Up to 1.15 the annotation that asks for addresses is not copied to the Service of a dedicated ingress.",
    upstream: "#30487",
  },
  "ingress-policy-name-invalid": { told: Told.Error, meaning: "Not a name of a Kubernetes object." },
  "ingress-policy-form": { told: Told.Error, meaning: "An unknown kind, or inputs that its kind decides." },
  "ingress-policy-admits-nothing": {
    told: Told.Error,
    meaning: "A policy that admits nobody: what it selects would be shut to all.",
  },
  "ingress-policy-cidr": { told: Told.Error, meaning: "Not the CIDR of a network." },
  "ingress-policy-entity": { told: Told.Error, meaning: "Not an entity that Cilium knows." },
  "ingress-locked-out": {
    told: Told.Warning,
    meaning: "Ingresses behind external-lockdown, and no policy that admits anybody from outside to them.",
  },
  "ingress-policy-without-ingress": {
    told: Told.Warning,
    meaning: "A policy about Cilium's ingress while ingressController and Gateway API are off.",
  },
} as const satisfies Record<string, CatalogueEntry>;
