import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bitsForNodes,
  byAddress,
  Cidr,
  commonCidr,
  contains,
  containsIp,
  freeCidr,
  hostCapacity,
  ipText,
  isCanonicalCidr,
  nodeCount,
  overlaps,
  parseCidr,
  parseIp,
  rangesHold,
  rangesOf,
} from "../../../components/internal/cidr";

function cidr(text: string): Cidr {
  const parsed = parseCidr(text);
  if (parsed === undefined) throw new Error(`${text} is no CIDR`);
  return parsed;
}

const v4 = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 4, max: 32 }))
  .map(([address, bits]) => cidr(cidr(`${ipText(BigInt(address), "ipv4")}/${bits}`).canonical));

describe("parseCidr", () => {
  it("keeps what was written and tells the network", () => {
    expect(parseCidr("10.0.1.7/16")).toEqual({
      text: "10.0.1.7/16",
      address: "10.0.1.7",
      canonical: "10.0.0.0/16",
      bits: 16,
      family: "ipv4",
      first: 0x0a000000n,
      last: 0x0a00ffffn,
    });
    expect(parseCidr("FD00:0::1/64")).toMatchObject({
      canonical: "fd00::/64",
      address: "fd00::1",
      family: "ipv6",
    });
  });

  it.each([
    "",
    "10.0.0.0",
    "10.0.0.0/",
    "10.0.0.0/33",
    "10.0.0.0/016",
    "10.0.0.0/-1",
    "10.0.0.0/16/16",
    "10.0/16",
    "010.0.0.0/8",
    "0x0a.0.0.0/8",
    "256.0.0.0/8",
    "fd00::/129",
    "fe80::1%eth0/64",
    "west/16",
    " 10.0.0.0/16",
  ])("refuses %j", (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });

  it("takes the widest and the narrowest", () => {
    expect(parseCidr("0.0.0.0/0")).toMatchObject({ first: 0n, last: 0xffffffffn });
    expect(parseCidr("10.0.0.1/32")).toMatchObject({ first: 0x0a000001n, last: 0x0a000001n });
    expect(parseCidr("::/0")?.last).toBe((1n << 128n) - 1n);
  });
});

describe("addresses", () => {
  it("are read and written in their usual form", () => {
    expect(parseIp("192.168.10.100")).toEqual({
      address: "192.168.10.100",
      family: "ipv4",
      value: 0xc0a80a64n,
    });
    expect(parseIp("fd00:0:0:0:0:0:0:1")?.address).toBe("fd00::1");
    expect(parseIp("1.2.3")).toBeUndefined();
    expect(parseIp("node-1")).toBeUndefined();
    expect(ipText(0n, "ipv6")).toBe("::");
  });

  it("are in a network or not", () => {
    expect(containsIp(cidr("10.1.0.0/16"), "10.1.255.255")).toBe(true);
    expect(containsIp(cidr("10.1.0.0/16"), "10.2.0.0")).toBe(false);
    expect(containsIp(cidr("10.1.0.0/16"), "fd00::1")).toBe(false);
    expect(containsIp(cidr("10.1.0.0/16"), "nonsense")).toBe(false);
  });
});

describe("networks", () => {
  it("are in their usual form or not", () => {
    expect(isCanonicalCidr("10.0.0.0/16")).toBe(true);
    expect(isCanonicalCidr("10.0.1.0/16")).toBe(false);
    expect(isCanonicalCidr("FD00::/64")).toBe(false);
  });

  it("overlap where one holds the other", () => {
    expect(overlaps(cidr("10.0.0.0/8"), cidr("10.255.0.0/16"))).toBe(true);
    expect(overlaps(cidr("10.0.0.0/16"), cidr("10.1.0.0/16"))).toBe(false);
    expect(overlaps(cidr("10.0.255.255/32"), cidr("10.0.0.0/16"))).toBe(true);
    expect(overlaps(cidr("10.0.0.0/16"), cidr("10.0.255.255/32"))).toBe(true);
    expect(overlaps(cidr("10.0.0.0/16"), cidr("10.0.0.0/32"))).toBe(true);
    expect(overlaps(cidr("0.0.0.0/0"), cidr("::/0"))).toBe(false);
    expect(contains(cidr("10.0.0.0/8"), cidr("10.0.0.0/8"))).toBe(true);
    expect(contains(cidr("10.0.0.0/16"), cidr("10.0.0.0/8"))).toBe(false);
    expect(contains(cidr("::/0"), cidr("10.0.0.0/8"))).toBe(false);
  });

  it("hold nodes and pods", () => {
    expect(nodeCount(cidr("10.0.0.0/16"), 24)).toBe(256);
    expect(nodeCount(cidr("10.0.0.0/24"), 24)).toBe(1);
    expect(nodeCount(cidr("10.0.0.0/25"), 24)).toBe(0);
    expect(nodeCount(cidr("10.0.0.0/25"), 33)).toBe(0);
    expect(hostCapacity(cidr("10.0.0.0/24"))).toBe(253);
    expect(hostCapacity(cidr("10.0.0.0/30"))).toBe(1);
    expect(hostCapacity(cidr("10.0.0.0/31"))).toBe(0);
    expect(hostCapacity(cidr("fd00::/64"))).toBe(Number.MAX_SAFE_INTEGER);
    expect(bitsForNodes(1, 24)).toBe(24);
    expect(bitsForNodes(2, 24)).toBe(23);
    expect(bitsForNodes(3, 24)).toBe(22);
    expect(bitsForNodes(0, 24)).toBe(24);
  });

  it("have a smallest common one", () => {
    expect(commonCidr([cidr("10.0.0.0/16"), cidr("10.1.0.0/16")])).toBe("10.0.0.0/15");
    expect(commonCidr([cidr("10.0.0.0/16"), cidr("10.4.0.0/16")])).toBe("10.0.0.0/13");
    expect(commonCidr([cidr("10.0.0.0/16")])).toBe("10.0.0.0/16");
    expect(commonCidr([cidr("0.0.0.0/1"), cidr("128.0.0.0/1")])).toBe("0.0.0.0/0");
    expect(commonCidr([])).toBeUndefined();
    expect(commonCidr([cidr("10.0.0.0/16"), cidr("fd00::/64")])).toBeUndefined();
  });

  it("are as free as they are told", () => {
    const taken = [cidr("10.0.0.0/16"), cidr("10.2.0.0/15")];
    expect(freeCidr(taken, 16)).toBe("10.1.0.0/16");
    expect(freeCidr(taken, 15)).toBe("10.4.0.0/15");
    expect(freeCidr([cidr("10.0.255.255/32")], 16)).toBe("10.1.0.0/16");
    expect(freeCidr([cidr("10.0.0.0/8")], 16)).toBeUndefined();
    expect(freeCidr([], 16, "172.16.0.0/12")).toBe("172.16.0.0/16");
    expect(freeCidr([], 4)).toBeUndefined();
    expect(freeCidr([cidr("10.0.0.0/24")], 33)).toBeUndefined();
    expect(freeCidr([], 16, "nonsense")).toBeUndefined();
  });
});

describe("with any networks", () => {
  it("overlap is the same as holding one another", () => {
    fc.assert(
      fc.property(v4, v4, (a, b) => {
        expect(overlaps(a, b)).toBe(contains(a, b) || contains(b, a));
        expect(overlaps(a, b)).toBe(overlaps(b, a));
      }),
    );
  });

  it("a free network meets none that is taken", () => {
    fc.assert(
      fc.property(fc.array(v4, { maxLength: 12 }), fc.integer({ min: 8, max: 28 }), (taken, bits) => {
        const free = freeCidr(taken, bits);
        if (free === undefined) return;
        expect(taken.some((other) => overlaps(other, cidr(free)))).toBe(false);
        expect(contains(cidr("10.0.0.0/8"), cidr(free))).toBe(true);
      }),
    );
  });

  it("ranges hold what some network or several together hold", () => {
    fc.assert(
      fc.property(fc.array(v4, { maxLength: 12 }), v4, (outers, inner) => {
        const ranges = rangesOf(outers, "ipv4");
        if (outers.some((outer) => contains(outer, inner))) expect(rangesHold(ranges, inner)).toBe(true);
        if (!outers.some((outer) => overlaps(outer, inner))) expect(rangesHold(ranges, inner)).toBe(false);
        for (const [i, range] of ranges.entries()) {
          const next = ranges[i + 1];
          if (next !== undefined) expect(next.first).toBeGreaterThan(range.last + 1n);
        }
      }),
    );
    const halves = rangesOf([cidr("10.1.0.0/16"), cidr("10.0.0.0/16"), cidr("fd00::/8")], "ipv4");
    expect(halves).toHaveLength(1);
    expect(rangesHold(halves, cidr("10.0.0.0/15"))).toBe(true);
    expect(rangesHold(halves, cidr("10.0.0.0/14"))).toBe(false);
  });

  it("the common network holds them all", () => {
    fc.assert(
      fc.property(fc.array(v4, { minLength: 1, maxLength: 6 }), (cidrs) => {
        const common = cidr(commonCidr(cidrs) ?? "");
        expect(cidrs.every((inner) => contains(common, inner))).toBe(true);
      }),
    );
  });

  it("sorting puts the larger before what it holds", () => {
    const sorted = [cidr("10.0.0.0/16"), cidr("10.0.0.0/8"), cidr("9.0.0.0/8")].sort(byAddress);
    expect(sorted.map(({ text }) => text)).toEqual(["9.0.0.0/8", "10.0.0.0/8", "10.0.0.0/16"]);
    expect(byAddress(cidr("10.0.0.0/8"), cidr("10.0.0.0/8"))).toBe(0);
  });
});
