"""A program that controls every byte of its headers: Python's TLS with a browser's headers in a browser's
order, over HTTP/1.1 or HTTP/2, with TLS sessions resumed where asked. Usage: raw.py PLAN"""
import json, socket, ssl, sys, time, urllib.parse
import h2.config, h2.connection, h2.events, h2.settings

plan = json.load(open(sys.argv[1]))
base = urllib.parse.urlsplit(plan["base"])
secure = base.scheme == "https"
port = base.port or (443 if secure else 80)
session = None
cookie = None


def connect(alpn):
    global session
    plain = socket.create_connection((base.hostname, port), timeout=20)
    plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if not secure:
        return plain
    context = connect.context
    context.set_alpn_protocols(alpn)
    return context.wrap_socket(plain, server_hostname=base.hostname, session=session)


connect.context = ssl.create_default_context()
connect.context.check_hostname, connect.context.verify_mode = False, ssl.CERT_NONE


def remember(headers):
    global cookie
    for name, value in headers:
        if name.lower() == "set-cookie" and plan["cookies"]:
            cookie = value.split(";")[0]


def read_http1(line):
    data = b""
    while b"\r\n\r\n" not in data:
        part = line.recv(65536)
        if not part:
            return None
        data += part
    head, _, rest = data.partition(b"\r\n\r\n")
    headers = [tuple(h.split(": ", 1)) for h in head.decode("latin-1").split("\r\n")[1:] if ": " in h]
    remember(headers)
    length = int(next((v for n, v in headers if n.lower() == "content-length"), "0"))
    while len(rest) < length:
        part = line.recv(65536)
        if not part:
            break
        rest += part
    return headers


def http1():
    global session
    line = None
    for step in plan["steps"]:
        time.sleep(step["w"] / 1000)
        keep = not plan.get("resume")
        names = [n.lower() for n, _ in step["h"]]
        own = [("Host", base.netloc)]
        if "chrome" in str(plan.get("pretends")):
            own.append(("Connection", "keep-alive"))
        headers = own + list(map(tuple, step["h"]))
        if "chrome" not in str(plan.get("pretends")) and "connection" not in names:
            headers.append(("Connection", "keep-alive"))
        if step.get("b"):
            headers.append(("Content-Length", str(len(step["b"]))))
        if cookie:
            headers.append(("Cookie", cookie))
        text = f"{step['m']} {step['u']} HTTP/1.1\r\n" + "".join(f"{n}: {v}\r\n" for n, v in headers) + "\r\n"
        for _ in range(2):
            if line is None:
                line = connect(["http/1.1"])
            try:
                line.sendall((text + step.get("b", "")).encode("latin-1"))
                if read_http1(line) is not None:
                    break
            except OSError:
                pass
            line = None
        if secure and line is not None:
            session = line.session or session
        if not keep and line is not None:
            line.close()
            line = None


def http2():
    global session
    line = connection = None
    for step in plan["steps"]:
        time.sleep(step["w"] / 1000)
        headers = [(":method", step["m"]), (":authority", base.netloc), (":scheme", base.scheme), (":path", step["u"])]
        if "firefox" in str(plan.get("pretends")):
            headers = [headers[0], headers[3], headers[1], headers[2]]
        headers += [(n.lower(), v) for n, v in step["h"]]
        if cookie:
            headers.append(("cookie", cookie))
        for _ in range(2):
            if line is None:
                line = connect(["h2", "http/1.1"])
                connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=True, header_encoding="utf-8"))
                if plan.get("browser_settings"):
                    connection.local_settings = h2.settings.Settings(client=True, initial_values={
                        h2.settings.SettingCodes.HEADER_TABLE_SIZE: 65536, h2.settings.SettingCodes.ENABLE_PUSH: 0,
                        h2.settings.SettingCodes.INITIAL_WINDOW_SIZE: 6291456,
                        h2.settings.SettingCodes.MAX_HEADER_LIST_SIZE: 262144})
                connection.initiate_connection()
                if plan.get("browser_settings"):
                    connection.increment_flow_control_window(15663105)
                line.sendall(connection.data_to_send())
            try:
                if ask_http2(line, connection, headers, step.get("b")):
                    break
            except OSError:
                pass
            line = None
        if secure and line is not None:
            session = line.session or session
        if plan.get("resume") and line is not None:
            line.close()
            line = None


def ask_http2(line, connection, headers, body):
    try:
        stream = connection.get_next_available_stream_id()
        connection.send_headers(stream, headers, end_stream=not body)
        if body:
            connection.send_data(stream, body.encode(), end_stream=True)
        line.sendall(connection.data_to_send())
        while True:
            data = line.recv(65536)
            if not data:
                return False
            for event in connection.receive_data(data):
                if isinstance(event, h2.events.ResponseReceived):
                    remember(event.headers)
                elif isinstance(event, h2.events.DataReceived):
                    connection.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
                elif isinstance(event, h2.events.StreamEnded) and event.stream_id == stream:
                    line.sendall(connection.data_to_send())
                    return True
                elif isinstance(event, (h2.events.ConnectionTerminated, h2.events.StreamReset)):
                    return False
            line.sendall(connection.data_to_send())
    except h2.exceptions.ProtocolError:
        return False


(http1 if plan["http"] == "1.1" else http2)()
