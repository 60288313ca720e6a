package main

// Depth is how deep the simulator can go here, and why not deeper.
type Depth struct {
	Depth  string `json:"depth"`
	Reason string `json:"reason"`
}

// probeDepth finds out by trying what the full simulator does.
func probeDepth() Depth {
	if err := tryFull(); err != nil {
		return Depth{depthControlPlane, err.Error()}
	}
	return Depth{depthFull, "network and mount namespaces can be made here"}
}
