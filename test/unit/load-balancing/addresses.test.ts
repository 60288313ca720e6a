import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ipText } from "../../../components/internal/cidr";
import { addressRequest, requestedAddresses } from "../../../components/internal/lb-addresses";
import {
  blockText,
  holdsAddress,
  meet,
  rangeOf,
  usable,
  usesFirstLast,
} from "../../../components/load-balancer-pool/addresses";

const held = (block: Parameters<typeof rangeOf>[0], firstLast: boolean): bigint => {
  const { first, last } = usable(rangeOf(block)!, firstLast);
  return last - first + 1n;
};

describe("the addresses of a block", () => {
  it.each<[Parameters<typeof rangeOf>[0], boolean, bigint]>([
    [{ cidr: "172.16.1.0/24" }, true, 256n],
    [{ cidr: "172.16.1.0/24" }, false, 254n],
    [{ cidr: "172.16.1.0/30" }, false, 2n],
    // Two addresses or one would leave none.
    [{ cidr: "172.16.1.0/31" }, false, 2n],
    [{ cidr: "172.16.1.0/32" }, false, 1n],
    [{ cidr: "fd00::/127" }, false, 2n],
    [{ cidr: "fd00::/126" }, false, 2n],
    // Only CIDRs keep something back.
    [{ start: "192.168.10.211", stop: "192.168.10.215" }, false, 5n],
    [{ start: "192.168.10.211" }, true, 1n],
  ])("of %j, first and last %s, are %s", (block, firstLast, count) => {
    expect(held(block, firstLast)).toBe(count);
  });

  it.each([
    {},
    { stop: "10.0.0.1" },
    { start: "10.0.0.2", stop: "10.0.0.1" },
    { start: "10.0.0.1", stop: "fd00::1" },
    { cidr: "x" },
  ])("are none for %j", (block) => {
    expect(rangeOf(block)).toBeUndefined();
  });

  it.each([
    ["1.15.19", undefined, false],
    ["1.16.0", undefined, true],
    ["1.18.1", "No", false],
    ["1.15.19", "Yes", true],
  ])("take the default of %s with %s: %s", (version, word, used) => {
    expect(usesFirstLast(word, version)).toBe(used);
  });

  it("meet exactly where one address is in both", () => {
    const block = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 40 }));
    fc.assert(
      fc.property(block, block, ([a, lengthA], [b, lengthB]) => {
        const text = (value: number): string => ipText(BigInt(0x0a000000 + value), "ipv4");
        const one = rangeOf({ start: text(a), stop: text(a + lengthA) })!;
        const other = rangeOf({ start: text(b), stop: text(b + lengthB) })!;
        const shared = Array.from({ length: lengthA + 1 }, (_, i) => text(a + i)).some((address) =>
          holdsAddress(other, address),
        );
        expect(meet(one, other)).toBe(shared);
      }),
    );
  });

  it.each([
    [{ cidr: "172.16.1.0/24" }, "172.16.1.0/24"],
    [{ start: "192.168.10.211", stop: "192.168.10.215" }, "192.168.10.211–192.168.10.215"],
    [{ start: "192.168.10.211" }, "192.168.10.211"],
  ])("are told of as in %j", (block, text) => {
    expect(blockText(block)).toBe(text);
  });
});

describe("asking for addresses", () => {
  it.each([
    ["1.15.19", "io.cilium/lb-ipam-ips"],
    ["1.16.0", "lbipam.cilium.io/ips"],
    [undefined, "lbipam.cilium.io/ips"],
  ])("is done on %s by %s", (version, annotation) => {
    expect(addressRequest(["172.16.1.7", "fd00::7"], version)).toEqual({
      [annotation]: "172.16.1.7,fd00::7",
    });
  });

  it("says nothing where nothing is asked for", () => {
    expect(addressRequest([], "1.18.1")).toEqual({});
  });

  it("is read back as each version reads it", () => {
    const both = { "lbipam.cilium.io/ips": "172.16.1.7, 172.16.1.8", "io.cilium/lb-ipam-ips": "172.16.1.9" };
    expect(requestedAddresses(both, "1.18.1")).toEqual(["172.16.1.7", "172.16.1.8"]);
    expect(requestedAddresses(both, "1.15.19")).toEqual(["172.16.1.9"]);
    expect(requestedAddresses({ "io.cilium/lb-ipam-ips": "172.16.1.9" }, "1.18.1")).toEqual(["172.16.1.9"]);
  });
});
