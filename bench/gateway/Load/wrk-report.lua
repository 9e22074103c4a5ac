-- One line that a program can read: wrk's own table rounds, and leaves out a count that is zero.
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("WEIR requests=%d micros=%d failed=%d p50=%d p99=%d\n",
    summary.requests, summary.duration,
    e.connect + e.read + e.write + e.status + e.timeout,
    latency:percentile(50), latency:percentile(99)))
end
