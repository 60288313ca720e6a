package main

import (
	_ "embed"
	"encoding/json"
	"strconv"
	"strings"
)

// Annotations by which the daemon tells kwok what it decided.
const (
	annotationAddress  = "cilium-fabric.simulator/address"
	annotationAddress6 = "cilium-fabric.simulator/address6"
	annotationPodIP    = "cilium-fabric.simulator/pod-ip"
)

//go:embed stages.yaml
var stagesTemplate string

// renderStages fills in which pods kwok must leave alone.
func renderStages(programs []string, version string, port int) ([]byte, error) {
	list, err := json.Marshal(programs)
	if err != nil {
		return nil, err
	}
	return []byte(strings.NewReplacer("@PROGRAMS@", string(list), "@VERSION@", version, "@KUBELET_PORT@", strconv.Itoa(port)).Replace(stagesTemplate)), nil
}
