package main

import "strings"

// configLine is one line with what stands indented below it.
type configLine struct {
	text string
	sub  []*configLine
}

// parseConfig reads a configuration by its indentation. The same context
// written twice is one.
func parseConfig(text string) *configLine {
	root := &configLine{}
	type level struct {
		indent int
		line   *configLine
	}
	stack := []level{{-1, root}}
	for _, raw := range strings.Split(text, "\n") {
		line := strings.TrimSpace(raw)
		if line == "" || strings.HasPrefix(line, "!") || line == "exit" || line == "end" || strings.HasPrefix(line, "exit-") {
			continue
		}
		indent := len(raw) - len(strings.TrimLeft(raw, " "))
		for stack[len(stack)-1].indent >= indent {
			stack = stack[:len(stack)-1]
		}
		parent := stack[len(stack)-1].line
		child := parent.find(line)
		if child == nil {
			child = &configLine{text: line}
			parent.sub = append(parent.sub, child)
		}
		stack = append(stack, level{indent, child})
	}
	return root
}

func (c *configLine) find(text string) *configLine {
	for _, s := range c.sub {
		if s.text == text {
			return s
		}
	}
	return nil
}
