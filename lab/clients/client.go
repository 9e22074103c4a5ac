// Go's net/http. Usage: client PLAN
package main

import (
	"crypto/tls"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"strings"
	"time"
)

type step struct {
	M, U, B string
	H       [][2]string
	W       int
}

func main() {
	var plan struct {
		Base, HTTP string
		Cookies    bool
		Cold       bool
		Steps      []step
	}
	data, _ := os.ReadFile(os.Args[1])
	if err := json.Unmarshal(data, &plan); err != nil {
		panic(err)
	}
	transport := &http.Transport{
		TLSClientConfig:   &tls.Config{InsecureSkipVerify: true, ClientSessionCache: tls.NewLRUClientSessionCache(8)},
		ForceAttemptHTTP2: plan.HTTP == "2",
		DisableKeepAlives: plan.Cold,
	}
	client := &http.Client{Transport: transport, Timeout: 20 * time.Second}
	if plan.Cookies {
		client.Jar, _ = cookiejar.New(nil)
	}
	for _, s := range plan.Steps {
		time.Sleep(time.Duration(s.W) * time.Millisecond)
		request, _ := http.NewRequest(s.M, plan.Base+s.U, strings.NewReader(s.B))
		if s.B == "" {
			request.Body = nil
			request.ContentLength = 0
		}
		for _, h := range s.H {
			request.Header.Set(h[0], h[1])
		}
		if answer, err := client.Do(request); err == nil {
			io.Copy(io.Discard, answer.Body)
			answer.Body.Close()
		}
	}
}
