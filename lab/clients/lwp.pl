# libwww-perl. Usage: lwp.pl PLAN
use strict; use warnings; use JSON::PP; use LWP::UserAgent; use HTTP::Request; use Time::HiRes 'sleep';
open my $file, '<', $ARGV[0] or die; local $/; my $plan = decode_json(<$file>);
my $agent = LWP::UserAgent->new(timeout => 20, keep_alive => $plan->{cold} ? 0 : 4,
    ssl_opts => { verify_hostname => 0, SSL_verify_mode => 0 });
$agent->cookie_jar({}) if $plan->{cookies};
for my $step (@{ $plan->{steps} }) {
    sleep($step->{w} / 1000);
    my $request = HTTP::Request->new($step->{m}, $plan->{base} . $step->{u});
    $request->push_header($_->[0], $_->[1]) for @{ $step->{h} };
    $request->content($step->{b}) if $step->{b};
    $agent->request($request);
}
