<?php
// PHP's curl, or its streams. Usage: curl.php PLAN
$plan = json_decode(file_get_contents($argv[1]), true);
if ($plan['streams'] ?? false) {
    foreach ($plan['steps'] as $step) {
        usleep($step['w'] * 1000);
        $lines = array_map(fn($h) => "$h[0]: $h[1]", $step['h']);
        @file_get_contents($plan['base'] . $step['u'], false, stream_context_create([
            'http' => ['method' => $step['m'], 'header' => $lines, 'content' => $step['b'] ?? '', 'timeout' => 20, 'ignore_errors' => true],
            'ssl' => ['verify_peer' => false, 'verify_peer_name' => false]]));
    }
    exit;
}
$curl = curl_init();
$versions = ['1.1' => CURL_HTTP_VERSION_1_1, '2' => CURL_HTTP_VERSION_2TLS, 'h2c' => CURL_HTTP_VERSION_2_PRIOR_KNOWLEDGE];
foreach ($plan['steps'] as $step) {
    usleep($step['w'] * 1000);
    curl_setopt_array($curl, [CURLOPT_URL => $plan['base'] . $step['u'], CURLOPT_RETURNTRANSFER => true,
        CURLOPT_SSL_VERIFYPEER => false, CURLOPT_SSL_VERIFYHOST => 0, CURLOPT_TIMEOUT => 20, CURLOPT_FOLLOWLOCATION => true,
        CURLOPT_HTTP_VERSION => $versions[$plan['http']], CURLOPT_HTTPHEADER => array_map(fn($h) => "$h[0]: $h[1]", $step['h']),
        CURLOPT_CUSTOMREQUEST => $step['m']]);
    if (isset($step['b'])) curl_setopt($curl, CURLOPT_POSTFIELDS, $step['b']);
    if ($plan['cookies']) curl_setopt($curl, CURLOPT_COOKIEFILE, '');
    curl_exec($curl);
}
