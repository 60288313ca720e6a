package main

import (
	"fmt"
	"net/netip"
)

// checkAddresses reports addresses that are none, that two have, or that
// belong to pods and Services.
func (p *Plan) checkAddresses() []error {
	var faults []error
	var taken []netip.Prefix
	for i := range p.Clusters {
		taken = append(taken, p.Clusters[i].subnets()...)
	}
	owner := map[netip.Addr]string{}
	check := func(at, text string, family int) {
		prefix, err := netip.ParsePrefix(text)
		switch {
		case err != nil || (family == 4) != prefix.Addr().Is4():
			faults = append(faults, fmt.Errorf("%s is %q; expected an IPv%d address with its prefix length", at, text, family))
			return
		case overlaps(single(prefix.Addr()), taken):
			faults = append(faults, fmt.Errorf("%s is %s, which belongs to a cluster's pods or Services", at, text))
		case owner[prefix.Addr()] != "":
			faults = append(faults, fmt.Errorf("%s is %s, which %s has already", at, text, owner[prefix.Addr()]))
		}
		owner[prefix.Addr()] = at
	}
	for i, c := range p.Clusters {
		for j, n := range c.Nodes {
			at := fmt.Sprintf("clusters[%d].nodes[%d]", i, j)
			if n.Address != "" {
				check(at+".address", n.Address, 4)
			}
			if n.Address6 != "" {
				check(at+".address6", n.Address6, 6)
			}
		}
	}
	for i, r := range p.Routers {
		for j, a := range r.Addresses {
			family := 4
			if prefix, err := netip.ParsePrefix(a); err == nil && prefix.Addr().Is6() {
				family = 6
			}
			check(fmt.Sprintf("routers[%d].addresses[%d]", i, j), a, family)
		}
	}
	return faults
}

func single(a netip.Addr) netip.Prefix { return netip.PrefixFrom(a, a.BitLen()) }

// given are the prefixes of all addresses that the plan itself declares.
func (p *Plan) given() []netip.Prefix {
	var texts []string
	for _, c := range p.Clusters {
		for _, n := range c.Nodes {
			texts = append(texts, n.Address, n.Address6)
		}
	}
	for _, r := range p.Routers {
		texts = append(texts, r.Addresses...)
	}
	return prefixes(texts)
}

// prefixes reads what can be read of them.
func prefixes(texts []string) []netip.Prefix {
	var out []netip.Prefix
	for _, t := range texts {
		if prefix, err := netip.ParsePrefix(t); err == nil {
			out = append(out, prefix)
		}
	}
	return out
}

// nodePrefixes are a node's addresses on the wire, the InternalIP first.
func (s *State) nodePrefixes(n *NodePlan) []netip.Prefix {
	if given := prefixes([]string{n.Address}); len(given) > 0 {
		return append(given, prefixes([]string{n.Address6})...)
	}
	chosen := netip.PrefixFrom(netip.MustParseAddr(s.address(n.Name)), s.fabricBits())
	return append([]netip.Prefix{chosen}, prefixes([]string{n.Address6})...)
}
