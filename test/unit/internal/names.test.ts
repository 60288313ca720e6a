import { describe, expect, it } from "vitest";
import {
  clusterNameFault,
  dnsLabelFault,
  serviceNameFault,
  targetPortNameFault,
  toClusterName,
} from "../../../components/internal/names";

describe("names of clusters", () => {
  it.each([
    ["west", undefined],
    ["1-west-2", undefined],
    ["a".repeat(32), undefined],
    ["", "is empty"],
    ["a".repeat(33), "has 33 characters, at most 32 are allowed"],
    ["West", "has characters other than a–z, 0–9 and -"],
    ["west.1", "has characters other than a–z, 0–9 and -"],
    ["-west", "must start and end with a letter or digit"],
    ["west-", "must start and end with a letter or digit"],
  ])("%j %s", (name, fault) => {
    expect(clusterNameFault(name)).toBe(fault);
  });

  it.each([
    ["West_1", "west-1"],
    ["-_-", "cluster1"],
    ["default", "cluster1"],
    [`${"a".repeat(31)}-b`, "a".repeat(31)],
  ])("%j becomes %j", (name, better) => {
    expect(toClusterName(name)).toBe(better);
    expect(clusterNameFault(toClusterName(name))).toBeUndefined();
  });
});

describe("other names", () => {
  it.each([
    ["1st", undefined],
    ["a".repeat(63), undefined],
    ["a".repeat(64), "has 64 characters, at most 63 are allowed"],
    ["", "is empty"],
    ["a_b", "has characters other than a–z, 0–9 and -"],
    ["a-", "must start with a letter or digit and end with a letter or digit"],
  ])("label %j %s", (name, fault) => {
    expect(dnsLabelFault(name)).toBe(fault);
  });

  it("of services start with a letter", () => {
    expect(serviceNameFault("webpod")).toBeUndefined();
    expect(serviceNameFault("2048")).toBe("must start with a letter and end with a letter or digit");
  });

  it.each([
    ["http", undefined],
    ["a".repeat(16), "has 16 characters, at most 15 are allowed"],
    ["8080", "needs at least one letter"],
    ["a--b", "must not have two - in a row"],
    ["a_b", "has characters other than a–z, 0–9 and -"],
  ])("of pods' ports: %j %s", (name, fault) => {
    expect(targetPortNameFault(name)).toBe(fault);
  });
});
