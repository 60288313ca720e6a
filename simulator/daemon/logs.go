package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"time"
)

type logOptions struct {
	tail, limit int64 // -1: all
	follow      bool
}

// copyLog sends a log file as `kubectl logs` wants it.
func copyLog(ctx context.Context, w io.Writer, file string, o logOptions) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	if o.tail >= 0 {
		if err := seekLines(f, o.tail); err != nil {
			return err
		}
	}
	var in io.Reader = f
	if o.limit >= 0 {
		in = io.LimitReader(f, o.limit)
	}
	for {
		if _, err := io.Copy(w, in); err != nil || !o.follow {
			return err
		}
		if fl, ok := w.(http.Flusher); ok {
			fl.Flush()
		}
		if !pause(ctx, 300*time.Millisecond) || replaced(f, file) {
			return nil
		}
	}
}

// replaced tells whether the container was started anew.
func replaced(f *os.File, file string) bool {
	a, err1 := f.Stat()
	b, err2 := os.Stat(file)
	return err1 != nil || err2 != nil || !os.SameFile(a, b)
}

// seekLines goes to where the last n lines begin.
func seekLines(f *os.File, n int64) error {
	end, err := f.Seek(0, io.SeekEnd)
	if err != nil || n == 0 {
		return err
	}
	const block = 32 << 10
	count := int64(0)
	for at := end; at > 0; {
		size := min(int64(block), at)
		at -= size
		buf := make([]byte, size)
		if _, err := f.ReadAt(buf, at); err != nil {
			return err
		}
		for i := len(buf) - 1; i >= 0; i-- {
			i = bytes.LastIndexByte(buf[:i+1], '\n')
			if i < 0 {
				break
			}
			if at+int64(i) == end-1 {
				continue // the newline that ends the last line
			}
			if count++; count == n {
				_, err = f.Seek(at+int64(i)+1, io.SeekStart)
				return err
			}
		}
	}
	_, err = f.Seek(0, io.SeekStart)
	return err
}
