// kindcheck says what kind would make of its configuration documents, without a
// container engine: it lets kind's own code load and validate them, and prints
// what it read, with kind's defaults, as a JSON array.
//
//	kindcheck FILE...
//
// kind validates a document only inside "create", after it has asked the engine
// two questions. So this program stands in for docker: it answers those, and
// notes that kind went on to the first thing that comes after validation.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	yaml "go.yaml.in/yaml/v3"

	"sigs.k8s.io/kind/pkg/apis/config/v1alpha4"
	"sigs.k8s.io/kind/pkg/cluster"
)

// Names the file in which the stand-in notes that validation is over.
const noteVariable = "KINDCHECK_NOTE"

func main() {
	if filepath.Base(os.Args[0]) == "docker" {
		os.Exit(docker(os.Args[1:]))
	}
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "kindcheck:", err)
		os.Exit(1)
	}
}

func run(files []string) error {
	if len(files) == 0 {
		return errors.New("name the files to check")
	}
	stage, err := os.MkdirTemp("", "kindcheck-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(stage)
	self, err := os.Executable()
	if err != nil {
		return err
	}
	if err := os.Symlink(self, filepath.Join(stage, "docker")); err != nil {
		return err
	}
	os.Setenv("PATH", stage)

	var problems []error
	loaded := make([]*v1alpha4.Cluster, 0, len(files))
	for i, file := range files {
		config, err := check(file, filepath.Join(stage, fmt.Sprint("note-", i)))
		if err != nil {
			problems = append(problems, fmt.Errorf("%s: %w", file, err))
			continue
		}
		loaded = append(loaded, config)
	}
	if len(problems) > 0 {
		return errors.Join(problems...)
	}
	printer := json.NewEncoder(os.Stdout)
	printer.SetIndent("", "  ")
	return printer.Encode(loaded)
}

// check gets one document past kind's loader and validation, and reads it.
func check(file, note string) (*v1alpha4.Cluster, error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	os.Setenv(noteVariable, note)
	// Retain, as kind would otherwise tidy up after the failure that is sure to
	// come, and with it the caller's kubeconfig.
	err = cluster.NewProvider(cluster.ProviderWithDocker()).
		Create("", cluster.CreateWithRawConfig(raw), cluster.CreateWithRetain(true))
	if _, missing := os.Stat(note); missing != nil {
		if err == nil {
			err = errors.New("kind asked for no container at all")
		}
		return nil, err
	}
	decoder := yaml.NewDecoder(bytes.NewReader(raw))
	decoder.KnownFields(true)
	config := &v1alpha4.Cluster{}
	if err := decoder.Decode(config); err != nil {
		return nil, err
	}
	v1alpha4.SetDefaultsCluster(config)
	return config, nil
}

// docker answers kind as an engine that runs no containers yet would, and fails
// at the first command that would make anything.
func docker(args []string) int {
	switch strings.Join(args[:min(1, len(args))], "") {
	case "info":
		fmt.Println(`{"CgroupVersion":"2","CgroupDriver":"systemd"}`)
		return 0
	case "ps":
		return 0
	}
	if err := os.WriteFile(os.Getenv(noteVariable), nil, 0o600); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	if args[0] == "inspect" { // the node image: there, else kind would pull it
		return 0
	}
	fmt.Fprintln(os.Stderr, "kindcheck: this is as far as it goes")
	return 1
}
