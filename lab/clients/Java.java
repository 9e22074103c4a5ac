import java.io.*; import java.net.*; import java.net.http.*; import java.nio.file.*; import java.time.Duration;
import java.util.*; import java.security.cert.X509Certificate; import javax.net.ssl.*;

/** Java's HttpClient, or HttpURLConnection. Usage: java Java.java PLAN.tsv (lines: wait, method, url, body, name, value, ...) */
public class Java {
    public static void main(String[] args) throws Exception {
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host,connection,content-length");
        System.setProperty("jdk.internal.httpclient.disableHostnameVerification", "true");
        System.setProperty("sun.net.http.allowRestrictedHeaders", "true");
        List<String> lines = Files.readAllLines(Path.of(args[0]));
        String[] head = lines.get(0).split("\t", -1);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] { new X509ExtendedTrustManager() {
            public void checkClientTrusted(X509Certificate[] c, String a) { }
            public void checkServerTrusted(X509Certificate[] c, String a) { }
            public void checkClientTrusted(X509Certificate[] c, String a, Socket s) { }
            public void checkServerTrusted(X509Certificate[] c, String a, Socket s) { }
            public void checkClientTrusted(X509Certificate[] c, String a, SSLEngine e) { }
            public void checkServerTrusted(X509Certificate[] c, String a, SSLEngine e) { }
            public X509Certificate[] getAcceptedIssuers() { return new X509Certificate[0]; } } }, null);
        boolean old = head[2].equals("old");
        HttpsURLConnection.setDefaultSSLSocketFactory(tls.getSocketFactory());
        HttpsURLConnection.setDefaultHostnameVerifier((h, s) -> true);
        HttpClient.Builder builder = HttpClient.newBuilder().sslContext(tls).followRedirects(HttpClient.Redirect.NORMAL)
            .version(head[0].equals("2") ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1);
        if (head[1].equals("cookies")) { builder.cookieHandler(new CookieManager()); CookieHandler.setDefault(new CookieManager()); }
        HttpClient client = builder.build();
        for (String line : lines.subList(1, lines.size())) {
            String[] f = line.split("\t", -1);
            Thread.sleep(Long.parseLong(f[0]));
            try {
                if (old) { ask(f); continue; }
                HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(f[2])).timeout(Duration.ofSeconds(20))
                    .method(f[1], f[3].isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(f[3]));
                for (int i = 4; i + 1 < f.length; i += 2) request.header(f[i], f[i + 1]);
                client.send(request.build(), HttpResponse.BodyHandlers.discarding());
            } catch (IOException e) { System.err.println(e); }
        }
        System.exit(0);
    }

    static void ask(String[] f) throws IOException {
        HttpURLConnection c = (HttpURLConnection) new URL(f[2]).openConnection();
        c.setRequestMethod(f[1]);
        for (int i = 4; i + 1 < f.length; i += 2) c.setRequestProperty(f[i], f[i + 1]);
        if (!f[3].isEmpty()) { c.setDoOutput(true); c.getOutputStream().write(f[3].getBytes()); }
        InputStream in = c.getResponseCode() < 400 ? c.getInputStream() : c.getErrorStream();
        if (in != null) in.readAllBytes();
    }
}
