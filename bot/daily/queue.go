package daily

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivertype"
)

// How the jobs are worked. A job that a killed process has left behind is
// taken up after a minute, by whoever is the queue's leader then; in that time
// none that still runs can be mistaken for one.
const (
	workers     = 20 // at once, in each process
	jobTimeout  = 45 * time.Second
	rescueAfter = time.Minute
	softStop    = 15 * time.Second // for running jobs, at shutdown
)

// A queue is a River client, whichever database it is on.
type queue interface {
	InsertMany(ctx context.Context, params []river.InsertManyParams) ([]*rivertype.JobInsertResult, error)
	Start(ctx context.Context) error
	Stop(ctx context.Context) error
}

func newQueue(o Options, e *Engine) (queue, error) {
	jobs := river.NewWorkers()
	river.AddWorker(jobs, &deliveryWorker{engine: e})
	river.AddWorker(jobs, &tidyWorker{engine: e})
	rescue := cmp.Or(o.RescueAfter, rescueAfter)
	config := &river.Config{
		Logger:               e.log,
		Workers:              jobs,
		Queues:               map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: workers}},
		JobTimeout:           min(jobTimeout, rescue-rescue/4),
		RescueStuckJobsAfter: rescue,
		SoftStopTimeout:      softStop,
		PeriodicJobs: []*river.PeriodicJob{river.NewPeriodicJob(
			river.PeriodicInterval(24*time.Hour),
			func() (river.JobArgs, *river.InsertOpts) { return tidyArgs{}, nil },
			&river.PeriodicJobOpts{RunOnStart: true},
		)},
	}
	switch {
	case o.Postgres != nil:
		return newClient(riverpgxv5.New(o.Postgres), config)
	case o.SQLite != nil:
		return newClient(riversqlite.New(o.SQLite), config)
	}
	return nil, errors.New("no database for the queue")
}

func newClient[TTx any](driver riverdriver.Driver[TTx], config *river.Config) (queue, error) {
	client, err := river.NewClient(driver, config)
	if err != nil {
		return nil, fmt.Errorf("make the queue: %w", err)
	}
	return client, nil
}

// unfinished are the states of a job that will still be worked.
var unfinished = []rivertype.JobState{
	rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRetryable,
	rivertype.JobStateRunning, rivertype.JobStateScheduled,
}

// deliveryArgs is the job of looking at a line of the ledger.
type deliveryArgs struct {
	Key string `json:"key"`
}

func (deliveryArgs) Kind() string { return "daily_delivery" }

// InsertOpts: a line has one unfinished job at most. Waiting for the next try
// is a snooze, so that only faults of the program itself count as attempts.
func (deliveryArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: 50, UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: unfinished}}
}

// Deliver has the lines of the ledger looked at soon, in this process or in
// another. Lines that are waited for already are left at that.
func (e *Engine) Deliver(ctx context.Context, keys ...string) error {
	jobs := make([]river.InsertManyParams, len(keys))
	for i, key := range keys {
		jobs[i].Args = deliveryArgs{key}
	}
	if _, err := e.queue.InsertMany(ctx, jobs); err != nil {
		return fmt.Errorf("queue deliveries: %w", err)
	}
	return nil
}

type deliveryWorker struct {
	river.WorkerDefaults[deliveryArgs]
	engine *Engine
}

// Work looks at a line of the ledger once.
func (w *deliveryWorker) Work(ctx context.Context, job *river.Job[deliveryArgs]) error {
	wait, err := w.engine.deliver(ctx, job.Args.Key)
	if err == nil && wait > 0 {
		return river.JobSnooze(wait)
	}
	return err
}

// NextRetry is for what only a fault of the program or of the store brings
// about.
func (*deliveryWorker) NextRetry(job *river.Job[deliveryArgs]) time.Time {
	return time.Now().Add(backOff(job.Attempt))
}

// tidyArgs is the daily job of forgetting what is to be forgotten.
type tidyArgs struct{}

func (tidyArgs) Kind() string { return "daily_tidy" }

func (tidyArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: 3, UniqueOpts: river.UniqueOpts{ByPeriod: 24 * time.Hour}}
}

type tidyWorker struct {
	river.WorkerDefaults[tidyArgs]
	engine *Engine
}

// Timeout is generous: there is a request for each server.
func (*tidyWorker) Timeout(*river.Job[tidyArgs]) time.Duration { return -1 }

func (w *tidyWorker) Work(ctx context.Context, _ *river.Job[tidyArgs]) error {
	return w.engine.tidy(ctx)
}
