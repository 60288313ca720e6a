package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// volumeFile is one file of a volume.
type volumeFile struct {
	data []byte
	mode os.FileMode
}

// writeAtomically brings a volume's folder to the given files as kubelet does:
// all files change in one instant, by a swap of the link ..data.
func writeAtomically(dir string, files map[string]volumeFile, owner int) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	data := filepath.Join(dir, "..data")
	old, _ := os.Readlink(data)
	if old != "" && sameFiles(filepath.Join(dir, old), files) {
		return nil
	}
	fresh, err := os.MkdirTemp(dir, "..v")
	if err != nil {
		return err
	}
	if err := fill(fresh, files, owner); err != nil {
		return err
	}
	link := data + "_tmp"
	_ = os.Remove(link)
	if err := errors.Join(os.Symlink(filepath.Base(fresh), link), os.Rename(link, data)); err != nil {
		return err
	}
	return errors.Join(linkNames(dir, files), dropOld(dir, filepath.Base(fresh)))
}

func fill(dir string, files map[string]volumeFile, owner int) error {
	if err := os.Chmod(dir, 0o755); err != nil {
		return err
	}
	for name, f := range files {
		file := filepath.Join(dir, name)
		if !strings.HasPrefix(file, dir+"/") {
			return fmt.Errorf("a volume's file may not be called %q", name)
		}
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, f.data, 0o600), os.Chmod(file, f.mode)); err != nil {
			return err
		}
		if owner != 0 {
			if err := os.Chown(file, owner, owner); err != nil {
				return err
			}
		}
	}
	return nil
}

// top is the first part of a file's path: what the volume's folder shows.
func top(name string) string { return strings.SplitN(name, "/", 2)[0] }

func linkNames(dir string, files map[string]volumeFile) error {
	want := map[string]bool{}
	for name := range files {
		want[top(name)] = true
	}
	for name := range want {
		at := filepath.Join(dir, name)
		if _, err := os.Lstat(at); err == nil {
			continue
		}
		if err := os.Symlink(filepath.Join("..data", name), at); err != nil {
			return err
		}
	}
	entries, err := os.ReadDir(dir)
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), "..") && !want[e.Name()] {
			err = errors.Join(err, os.Remove(filepath.Join(dir, e.Name())))
		}
	}
	return err
}

func dropOld(dir, keep string) error {
	entries, err := os.ReadDir(dir)
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), "..v") && e.Name() != keep {
			err = errors.Join(err, os.RemoveAll(filepath.Join(dir, e.Name())))
		}
	}
	return err
}

func sameFiles(dir string, files map[string]volumeFile) bool {
	count := 0
	same := true
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		count++
		want, ok := files[strings.TrimPrefix(path, dir+"/")]
		if !ok {
			same = false
			return nil
		}
		have, err := os.ReadFile(path)
		same = same && err == nil && bytes.Equal(have, want.data)
		return nil
	})
	return err == nil && same && count == len(files)
}
