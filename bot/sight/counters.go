package sight

import (
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// The limits of the histograms, in seconds: what a user notices is from a tenth
// of a second on, and Discord waits for three.
var (
	answerLimits  = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2, 3, 10, 60}
	requestLimits = []float64{.01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}
)

// counters count what happens, for Prometheus.
type counters struct {
	registry     *prometheus.Registry
	interactions *prometheus.CounterVec
	answers      *prometheus.HistogramVec
	answering    *prometheus.HistogramVec
	requests     *prometheus.CounterVec
	responses    *prometheus.HistogramVec
	sessions     *prometheus.GaugeVec
	posts        *prometheus.CounterVec
	names        names
}

func newCounters(records func() (n, turns int), libraries func() (servers, records, bytes int)) *counters {
	c := &counters{
		registry: prometheus.NewRegistry(),
		interactions: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "rapporteur_interactions_total", Help: "Interactions by kind, command and outcome.",
		}, []string{"kind", "command", "outcome"}),
		answers: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "rapporteur_interaction_seconds", Help: "Time from the receipt of an interaction to its answer.", Buckets: answerLimits,
		}, []string{"kind"}),
		answering: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "rapporteur_answering_seconds", Help: "Time that a command took to search and to write its answer.", Buckets: answerLimits,
		}, []string{"kind", "command"}),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "rapporteur_discord_requests_total", Help: "Requests to Discord by route and status; status 0 is no answer.",
		}, []string{"method", "route", "status"}),
		responses: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "rapporteur_discord_request_seconds", Help: "Time that Discord took to answer a request.", Buckets: requestLimits,
		}, []string{"method", "route"}),
		sessions: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "rapporteur_gateway_open", Help: "Whether a shard's session with Discord is open.",
		}, []string{"shard"}),
		posts: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "rapporteur_daily_posts_total", Help: "Daily posts by outcome.",
		}, []string{"result"}),
		names: names{known: map[string]bool{}},
	}
	c.registry.MustRegister(c.interactions, c.answers, c.answering, c.requests, c.responses, c.sessions, c.posts,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	if records != nil {
		c.registry.MustRegister(
			prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "rapporteur_records", Help: "Records that are loaded."},
				func() float64 { n, _ := records(); return float64(n) }),
			prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "rapporteur_turns", Help: "Turns that are loaded."},
				func() float64 { _, turns := records(); return float64(turns) }),
		)
	}
	if libraries != nil {
		gauge := func(name, help string, value func(servers, records, bytes int) int) prometheus.GaugeFunc {
			return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, func() float64 { return float64(value(libraries())) })
		}
		c.registry.MustRegister(
			gauge("rapporteur_servers_in_memory", "Servers with records of their own in memory.", func(servers, _, _ int) int { return servers }),
			gauge("rapporteur_server_records_in_memory", "Records of servers in memory.", func(_, records, _ int) int { return records }),
			gauge("rapporteur_server_records_bytes", "Memory that servers' records and their indexes take, about.", func(_, _, bytes int) int { return bytes }),
		)
	}
	return c
}

func (c *counters) metrics() http.Handler {
	return promhttp.HandlerFor(c.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 4})
}

// Interaction counts an interaction.
func (c *counters) Interaction(kind, command, outcome string, took time.Duration) {
	c.interactions.WithLabelValues(kind, c.names.of(command), outcome).Inc()
	c.answers.WithLabelValues(kind).Observe(took.Seconds())
}

// Answering counts the time of an answer.
func (c *counters) Answering(kind, command string, took time.Duration) {
	c.answering.WithLabelValues(kind, c.names.of(command)).Observe(took.Seconds())
}

// Request counts a request to Discord.
func (c *counters) Request(method, route string, status int, took time.Duration) {
	c.requests.WithLabelValues(method, route, strconv.Itoa(status)).Inc()
	c.responses.WithLabelValues(method, route).Observe(took.Seconds())
}

// Posted counts a daily post by its outcome.
func (c *counters) Posted(result string) { c.posts.WithLabelValues(result).Inc() }

func (c *counters) gateway(shard int, open bool) {
	value := 0.0
	if open {
		value = 1
	}
	c.sessions.WithLabelValues(strconv.Itoa(shard)).Set(value)
}

// mostNames bounds the commands and verbs that are told apart: each is a series
// that is kept for ever, and a name may be anybody's invention.
const mostNames = 100

// names are the commands and verbs that were seen first.
type names struct {
	mu    sync.Mutex
	known map[string]bool
}

// of returns the name to count a command by.
func (n *names) of(command string) string {
	n.mu.Lock()
	defer n.mu.Unlock()
	if !n.known[command] {
		if len(n.known) >= mostNames {
			return "other"
		}
		n.known[command] = true
	}
	return command
}
