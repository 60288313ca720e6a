package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// Where a container finds the simulated programs, as in Cilium's images, and
// where it sees the host's own programs, to read only.
const (
	programDir = "/usr/bin"
	hostDir    = "/host"
)

// containerInit builds a container's view of the file system and becomes its
// program. Everything is mounted in a mount namespace of its own, so the kernel
// takes it away with the process and nothing appears on the host.
func containerInit() error {
	var spec InitSpec
	if err := readOrders(&spec); err != nil {
		return err
	}
	if err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
		return fmt.Errorf("making mounts private: %w", err)
	}
	if err := unix.Mount("container", spec.Root, "tmpfs", unix.MS_NOSUID, "mode=755"); err != nil {
		return fmt.Errorf("mounting the root: %w", err)
	}
	b := builder{root: spec.Root}
	b.skeleton()
	b.programs(spec.Programs)
	for _, m := range spec.Mounts {
		b.mount(m)
	}
	for name, text := range spec.Files {
		b.file(name, text)
	}
	if b.err != nil {
		return b.err
	}
	if err := errors.Join(unix.Sethostname([]byte(spec.Hostname)), changeRoot(spec.Root)); err != nil {
		return err
	}
	return become(spec.Argv, spec.Dir)
}

func readOrders(v any) error {
	f := os.NewFile(3, "orders")
	defer f.Close()
	return json.NewDecoder(f).Decode(v)
}

// builder fills a root; after the first fault it does nothing more.
type builder struct {
	root string
	err  error
}

func (b *builder) do(what string, err error) {
	if b.err == nil && err != nil {
		b.err = fmt.Errorf("%s: %w", what, err)
	}
}

// at is a container's path on the outside. /var/run is /run in every image.
func (b *builder) at(name string) string {
	name = path.Clean(name)
	if rest, ok := strings.CutPrefix(name, "/var/run/"); ok {
		name = "/run/" + rest
	}
	return filepath.Join(b.root, name)
}

func (b *builder) dir(name string, mode os.FileMode) {
	if b.err == nil {
		b.do(name, errors.Join(os.MkdirAll(b.at(name), mode), os.Chmod(b.at(name), mode)))
	}
}

func (b *builder) file(name, text string) {
	if b.err == nil {
		b.do(name, errors.Join(os.MkdirAll(filepath.Dir(b.at(name)), 0o755), os.WriteFile(b.at(name), []byte(text), 0o644)))
	}
}

func (b *builder) bind(source, target string, readOnly bool) {
	if b.err != nil {
		return
	}
	info, err := os.Stat(source)
	if err != nil {
		b.do(target, err)
		return
	}
	at := b.at(target)
	if info.IsDir() {
		err = os.MkdirAll(at, 0o755)
	} else if err = os.MkdirAll(filepath.Dir(at), 0o755); err == nil {
		err = touch(at)
	}
	if err == nil {
		err = unix.Mount(source, at, "", unix.MS_BIND|unix.MS_REC, "")
	}
	if err == nil && readOnly {
		err = unix.Mount("", at, "", unix.MS_BIND|unix.MS_REMOUNT|unix.MS_RDONLY|unix.MS_NOSUID, "")
	}
	b.do("mounting "+target, err)
}

func touch(file string) error {
	f, err := os.OpenFile(file, os.O_CREATE, 0o644)
	if err != nil {
		return err
	}
	return f.Close()
}

// mount puts a volume in its place; one that is not simulated is an empty folder.
func (b *builder) mount(m Mount) {
	if m.Source == "" {
		if b.err == nil {
			_ = os.MkdirAll(b.at(m.Target), 0o755) // /lib/modules may be the host's already
		}
		return
	}
	b.bind(m.Source, m.Target, m.ReadOnly)
}

// skeleton makes what every image has. The host's programs are there to read,
// so that `kubectl exec … -- sh` works; nothing of the host can be written.
func (b *builder) skeleton() {
	for _, d := range []string{"/etc", "/run", "/var/lib", "/var/log", "/root", "/opt", "/dev", "/run/secrets"} {
		b.dir(d, 0o755)
	}
	b.dir("/tmp", 0o1777)
	b.do("/tmp", os.Chmod(b.at("/tmp"), 0o777|os.ModeSticky))
	b.do("/var/run", os.Symlink("../run", filepath.Join(b.root, "var/run")))
	b.file("/etc/passwd", "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/sh\n")
	b.file("/etc/group", "root:x:0:\nnogroup:x:65534:\n")
	b.file("/etc/nsswitch.conf", "hosts: files dns\n")
	b.file("/etc/resolv.conf", "")
	for _, d := range []string{"usr", "bin", "sbin", "lib", "lib32", "lib64"} {
		host := "/" + d
		if link, err := os.Readlink(host); err == nil {
			b.do(host, os.Symlink(link, filepath.Join(b.root, d)))
		} else if _, err := os.Stat(host); err == nil && d == "usr" {
			b.bind(host, hostDir+host, true)
		} else if err == nil {
			b.bind(host, host, true)
		}
	}
	b.links("/usr")
	b.links("/usr/bin")
	b.bind("/proc", "/proc", false)
	for _, d := range []string{"null", "zero", "full", "random", "urandom", "tty"} {
		if _, err := os.Stat("/dev/" + d); err == nil {
			b.bind("/dev/"+d, "/dev/"+d, false)
		}
	}
	b.dir("/sys", 0o555)
	if b.err == nil && unix.Mount("sysfs", b.at("/sys"), "sysfs", unix.MS_RDONLY|unix.MS_NOSUID|unix.MS_NODEV|unix.MS_NOEXEC, "") != nil {
		b.bind("/sys", "/sys", true) // not allowed in some sandboxes
	}
}

// links fills a folder of the container with links to the host's, so that other
// files can stand beside them.
func (b *builder) links(dir string) {
	b.dir(dir, 0o755)
	entries, err := os.ReadDir(dir)
	b.do(dir, err)
	for _, e := range entries {
		if b.err == nil && path.Join(dir, e.Name()) != programDir {
			b.do(dir, os.Symlink(path.Join(hostDir, dir, e.Name()), filepath.Join(b.root, dir, e.Name())))
		}
	}
}

func (b *builder) programs(programs map[string]string) {
	for name, file := range programs {
		at := path.Join(programDir, name)
		_ = os.Remove(b.at(at)) // the link to the host's program of that name
		b.bind(file, at, true)
	}
}

// changeRoot makes the folder the root and drops the host's files.
func changeRoot(root string) error {
	if err := os.Chdir(root); err != nil {
		return err
	}
	if unix.PivotRoot(".", ".") == nil {
		return errors.Join(unix.Unmount(".", unix.MNT_DETACH), os.Chdir("/"))
	}
	// The host's root is an initramfs: move over it instead.
	return errors.Join(unix.Mount(root, "/", "", unix.MS_MOVE, ""), unix.Chroot("."), os.Chdir("/"))
}

// become replaces this process by a container's program.
func become(argv []string, dir string) error {
	file, err := lookup(argv[0])
	if err != nil {
		fmt.Fprintf(os.Stderr, "exec: %q: executable file not found in $PATH\n", argv[0])
		os.Exit(127)
	}
	if dir != "" {
		if err := os.Chdir(dir); err != nil {
			return err
		}
	}
	if err := unix.Prctl(unix.PR_SET_PDEATHSIG, uintptr(unix.SIGKILL), 0, 0, 0); err != nil {
		return err
	}
	return fmt.Errorf("exec %s: %w", file, syscall.Exec(file, argv, os.Environ()))
}

// lookup finds a program: a simulated one by its base name, or one of the host.
func lookup(name string) (string, error) {
	if file := path.Join(programDir, path.Base(name)); executable(file) {
		return file, nil
	}
	if strings.Contains(name, "/") {
		if executable(name) {
			return name, nil
		}
		return "", fs.ErrNotExist
	}
	for _, d := range filepath.SplitList(os.Getenv("PATH")) {
		if file := filepath.Join(d, name); executable(file) {
			return file, nil
		}
	}
	return "", fs.ErrNotExist
}

func executable(file string) bool {
	st, err := os.Stat(file)
	return err == nil && !st.IsDir() && st.Mode()&0o111 != 0
}

// ExecSpec tells container-exec what to run where.
type ExecSpec struct {
	Pid  int      `json:"pid"`
	Argv []string `json:"argv"`
}

// containerExec runs one more command in the mounts of a running container; the
// daemon started it in the container's network already.
func containerExec() error {
	var spec ExecSpec
	if err := readOrders(&spec); err != nil {
		return err
	}
	return enter(spec, "uts", "mnt")
}

// enter becomes a command in those namespaces of a process.
func enter(spec ExecSpec, namespaces ...string) error {
	runtime.LockOSThread()
	for _, ns := range namespaces {
		f, err := os.Open(fmt.Sprintf("/proc/%d/ns/%s", spec.Pid, ns))
		if err != nil {
			return fmt.Errorf("the container is gone: %w", err)
		}
		if ns == "mnt" { // only a thread with a working directory of its own may
			if err := unix.Unshare(unix.CLONE_FS); err != nil {
				return err
			}
		}
		if err := unix.Setns(int(f.Fd()), 0); err != nil {
			return fmt.Errorf("entering the container's %s namespace: %w", ns, err)
		}
		_ = f.Close()
	}
	if err := os.Chdir("/"); err != nil {
		return err
	}
	return become(spec.Argv, "")
}

// containerFlags are the namespaces a container gets at its birth.
func containerFlags() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS | syscall.CLONE_NEWUTS}
}
