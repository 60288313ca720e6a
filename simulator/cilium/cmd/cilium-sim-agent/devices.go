package main

import (
	"net"
	"net/netip"

	"github.com/cilium/statedb"

	"github.com/cilium/cilium/pkg/datapath/tables"
)

// devices replaces the fake datapath's invented interfaces with those that this
// network namespace really has, so that NodePort frontends carry the node's IP.
func devices(db *statedb.DB, tbl statedb.RWTable[*tables.Device], _ statedb.Table[*tables.Device]) error {
	links, err := net.Interfaces()
	if err != nil {
		return err
	}
	txn := db.WriteTxn(tbl)
	defer txn.Commit()
	if err := tbl.DeleteAll(txn); err != nil {
		return err
	}
	for _, l := range links {
		if l.Flags&net.FlagLoopback != 0 {
			continue
		}
		d := &tables.Device{Index: l.Index, MTU: l.MTU, Name: l.Name, Type: "veth", Flags: l.Flags,
			HardwareAddr: tables.HardwareAddr(l.HardwareAddr), Selected: true}
		addrs, _ := l.Addrs()
		for _, a := range addrs {
			if p, err := netip.ParsePrefix(a.String()); err == nil && p.Addr().IsGlobalUnicast() {
				d.Addrs = append(d.Addrs, tables.DeviceAddress{Addr: p.Addr(), Scope: tables.RouteScope(0)})
			}
		}
		if _, _, err := tbl.Insert(txn, d); err != nil {
			return err
		}
	}
	return nil
}
