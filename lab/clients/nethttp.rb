# Ruby's Net::HTTP. Usage: nethttp.rb PLAN
require 'json'; require 'net/http'; require 'openssl'
plan = JSON.parse(File.read(ARGV[0]))
base = URI(plan['base'])
options = { use_ssl: base.scheme == 'https', verify_mode: OpenSSL::SSL::VERIFY_NONE, read_timeout: 20 }
cookie = nil
ask = lambda do |http, step|
  sleep(step['w'] / 1000.0)
  request = Net::HTTP.const_get(step['m'].capitalize).new(step['u'])
  step['h'].each { |name, value| request[name] = value }
  request['Cookie'] = cookie if cookie && plan['cookies']
  request.body = step['b'] if step['b']
  answer = http.request(request)
  cookie = answer['set-cookie'].split(';').first if answer['set-cookie']
end
if plan['cold']
  plan['steps'].each { |step| Net::HTTP.start(base.host, base.port, **options) { |http| ask.call(http, step) } }
else
  Net::HTTP.start(base.host, base.port, **options) { |http| plan['steps'].each { |step| ask.call(http, step) } }
end
