package main

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// figures of one measurement; times in seconds.
type figures struct {
	Mode   string `json:"mode"`
	Count  int    `json:"count"`
	Agents int    `json:"agents"`
	// Allocated is the time until the last identity was granted.
	Allocated float64 `json:"allocated"`
	// Granted is what one pod waits for its identity.
	Granted spread `json:"granted"`
	// Seen is from the grant to the agent that only watches.
	Seen spread `json:"seen"`
	// Everywhere is from the grant to the last of all agents.
	Everywhere spread `json:"everywhere"`
}

type spread struct {
	P50 float64 `json:"p50"`
	P99 float64 `json:"p99"`
	Max float64 `json:"max"`
}

// awaitAll waits until every agent knows every identity.
func awaitAll(ctx context.Context, all []*agent, runs []run) error {
	for _, a := range all {
		for _, r := range runs {
			for _, told := a.knew(r.id); !told; _, told = a.knew(r.id) {
				select {
				case <-ctx.Done():
					return fmt.Errorf("%s does not know identity %d: %w", a.name, r.id, ctx.Err())
				case <-time.After(time.Millisecond):
				}
			}
		}
	}
	return nil
}

func summary(s settings, all []*agent, runs []run, allocated time.Duration) *figures {
	var granted, seen, everywhere []time.Duration
	for _, r := range runs {
		granted = append(granted, r.granted.Sub(r.asked))
		last := time.Duration(0)
		for i, a := range all {
			when, _ := a.knew(r.id)
			// The watch may be faster than the answer.
			took := max(when.Sub(r.granted), 0)
			last = max(last, took)
			if i == len(all)-1 {
				seen = append(seen, took)
			}
		}
		everywhere = append(everywhere, last)
	}
	return &figures{
		Mode: s.mode, Count: s.count, Agents: s.agents, Allocated: allocated.Seconds(),
		Granted: spreadOf(granted), Seen: spreadOf(seen), Everywhere: spreadOf(everywhere),
	}
}

func spreadOf(all []time.Duration) spread {
	slices.Sort(all)
	at := func(share float64) float64 { return all[int(share*float64(len(all)-1))].Seconds() }
	return spread{P50: at(0.5), P99: at(0.99), Max: at(1)}
}
