import * as pulumi from "@pulumi/pulumi";
import { beforeEach, expect, it, vi } from "vitest";
import { Finding, Severity } from "../../../components/internal/finding";
import { alreadyTold, judgeFor } from "../../../components/internal/judging";

const resource = new pulumi.DependencyResource("urn:pulumi:stack::project::type::name");
const warning = (message: string, path = "version"): Finding => ({
  severity: Severity.Warning,
  code: "fault",
  paths: [path],
  message,
  fix: "wait",
});

// Without an engine Pulumi's log goes to the console.
let printed: string[];
beforeEach(() => {
  printed = [];
  vi.spyOn(console, "warn").mockImplementation((text: string) => void printed.push(text));
});
const said = (): string[] => printed.map((text) => text.replace(/^.*?] /, ""));

it("says a warning once, however often it is found", () => {
  const judge = judgeFor(resource, "install");
  judge([warning("a is old")]);
  judge([warning("a is old"), warning("b is old")]);
  expect(said()).toEqual(["version: a is old; wait [fault]", "version: b is old; wait [fault]"]);
});

it("leaves out what the whole stack's findings have told, under whatever path", () => {
  alreadyTold([warning("c is old", "clusters[0].cilium.version")]);
  judgeFor(resource, "install")([warning("c is old"), warning("d is old")]);
  expect(said()).toEqual(["version: d is old; wait [fault]"]);
});

it("refuses errors all the same", () => {
  const error = { ...warning("e is wrong"), severity: Severity.Error };
  alreadyTold([error]);
  expect(() => judgeFor(resource, "install")([error])).toThrow(/e is wrong/);
});

it("throws one error for what several components find of one thing, whatever Pulumi writes into it", () => {
  const error = { ...warning("f is wrong"), severity: Severity.Error };
  const thrown = (subject: string, about?: string): Error => {
    try {
      judgeFor(resource, subject)([error], about);
    } catch (found) {
      return found as Error;
    }
    throw new Error("nothing was refused");
  };
  const first = thrown("etcd", "cluster a");
  const { message } = first;
  first.message = `error serializing property "outputs": ${message}`;
  expect(thrown("install", "cluster a")).toBe(first);
  expect(first.message).toBe(message);
  expect(message).toContain("etcd is not valid");
  expect(thrown("install", "cluster b")).not.toBe(first);
  expect(thrown("install")).not.toBe(thrown("install"));
});
