// SPDX-License-Identifier: Apache-2.0

// Scans the files that it is given, all at once, with the built-in rules:
//
//	go build -o scan_go main.go && ./scan_go upload/*
package main

/*
#cgo LDFLAGS: -lbeachcomb
#include <beachcomb.h>
#include <stdlib.h>
*/
import "C"

import (
	"errors"
	"fmt"
	"os"
	"sync"
	"unsafe"
)

// check makes a call and, if it fails, an error of what it says.
func check(call func(e **C.beachcomb_error) C.int) error {
	var e *C.beachcomb_error
	if call(&e) == C.BEACHCOMB_OK {
		return nil
	}
	defer C.beachcomb_error_free(e)
	return errors.New(C.GoString(C.beachcomb_error_message(e)))
}

func newEngine() (engine *C.beachcomb_engine, err error) {
	var compiler *C.beachcomb_compiler
	var rules *C.beachcomb_rules
	steps := []func(e **C.beachcomb_error) C.int{
		func(e **C.beachcomb_error) C.int { return C.beachcomb_compiler_create(&compiler, e) },
		func(e **C.beachcomb_error) C.int { return C.beachcomb_compiler_add_builtin(compiler, nil, e) },
		func(e **C.beachcomb_error) C.int { return C.beachcomb_compiler_build(compiler, &rules, e) },
		func(e **C.beachcomb_error) C.int { return C.beachcomb_engine_create(rules, nil, &engine, e) },
	}
	for _, step := range steps {
		if err = check(step); err != nil {
			break
		}
	}
	C.beachcomb_rules_free(rules)
	C.beachcomb_compiler_free(compiler)
	return engine, err
}

func text(bytes C.beachcomb_bytes) string {
	return C.GoStringN(bytes.data, C.int(bytes.size))
}

// scan is safe to call from many goroutines.
func scan(engine *C.beachcomb_engine, path string) (string, error) {
	var verdict *C.beachcomb_verdict
	name := C.CString(path)
	defer C.free(unsafe.Pointer(name))
	if err := check(func(e **C.beachcomb_error) C.int {
		return C.beachcomb_engine_scan_file(engine, name, nil, &verdict, e)
	}); err != nil {
		return "", err
	}
	defer C.beachcomb_verdict_free(verdict)
	line := C.GoString(C.beachcomb_outcome_name(C.int(verdict.outcome)))
	for _, finding := range unsafe.Slice(verdict.findings, int(verdict.finding_count)) {
		line += " " + text(finding.pack) + "." + text(finding.rule)
	}
	return line, nil
}

func main() {
	engine, err := newEngine()
	if err != nil {
		fmt.Fprintln(os.Stderr, "scan_go:", err)
		os.Exit(2)
	}
	defer C.beachcomb_engine_free(engine)
	var all sync.WaitGroup
	lines := make([]string, len(os.Args)-1)
	for i, path := range os.Args[1:] {
		all.Add(1)
		go func(i int, path string) {
			defer all.Done()
			line, err := scan(engine, path)
			if err != nil {
				line = err.Error()
			}
			lines[i] = fmt.Sprintf("%q %s", path, line)
		}(i, path)
	}
	all.Wait()
	for _, line := range lines {
		fmt.Println(line)
	}
}
