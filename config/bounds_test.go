package config

import (
	"strings"
	"testing"
)

// TestBounds takes each setting at its limits and one beyond.
func TestBounds(t *testing.T) {
	key := strings.Repeat("ab", 32)
	for variable, values := range map[string]map[string]bool{
		"DISCORD_TOKEN":      {"a.b.c": true, `"a.b.c"`: true, "Bot a.b.c": true, "a b": false, "a\nb": false, "é": false},
		"DISCORD_PUBLIC_KEY": {key: true, key[2:]: false, key + "ab": false, "xy" + key[2:]: false},
		"RAPPORTEUR_DISCORD_URL": {
			"https://discord.com/": true, "http://127.0.0.1:80": true, "http://localhost": true, "http://[::1]:80": true,
			"http://discord.com": false, "http://10.0.0.1": false, "ftp://discord.com": false, "https://discord.com/api": false,
			"https://me@discord.com": false, "https://discord.com?a=b": false, "discord.com": false,
		},
		"RAPPORTEUR_OWNERS":        {"1, 2": true, "1,,2": true, "anna": false, "-1": false},
		"RAPPORTEUR_STATUS":        {"off": true, ":8642": true, "127.0.0.1:8642": true, "127.0.0.1": false, "8642": false, "a/b:1": false},
		"RAPPORTEUR_PPROF":         {"true": true, "false": true, "yes": false},
		"RAPPORTEUR_STORE":         {"a.db": true, "postgres://a/b": true, "postgresql://a/b": true, "mysql://a/b": false, "sqlite://a": false},
		"RAPPORTEUR_UPLOADS":       {"0": true, "1000": true, "1001": false, "-1": false, "many": false},
		"RAPPORTEUR_UPLOAD_SIZE":   {"1KiB": true, "1GiB": true, "20 MiB": true, "0KiB": false, "2GiB": false, "1025MiB": false, "20": false, "20MB": false, "-1MiB": false},
		"RAPPORTEUR_UPLOAD_MEMORY": {"16MiB": true, "1024GiB": true, "15MiB": false, "1025GiB": false},
		"RAPPORTEUR_DAILY_LATE":    {"1m": true, "24h": true, "59s": false, "24h1s": false, "-6h": false, "6": false},
		"RAPPORTEUR_LOG_LEVEL":     {"debug": true, "error": true, "loud": false},
		"RAPPORTEUR_LOG_FORMAT":    {"text": true, "json": true, "xml": false},
	} {
		for value, ok := range values {
			_, err := Load(func(name string) string { return map[string]string{variable: value}[name] }, "")
			if (err == nil) != ok {
				t.Errorf("%s=%q: %v", variable, value, err)
			}
		}
	}
}
