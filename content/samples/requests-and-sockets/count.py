import http.client
import http.server
import threading

connections = requests = 0


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 4096  # head and body in one segment

    def setup(self):
        global connections
        connections += 1
        super().setup()

    def do_GET(self):
        global requests
        requests += 1
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_):
        pass


def ask(client):
    client.request("GET", "/")
    client.getresponse().read()


server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()

client = http.client.HTTPConnection(*server.server_address)
for _ in range(100):
    ask(client)
client.close()
print("kept open:", requests, "requests,", connections, "connection")

connections = requests = 0
for _ in range(100):
    client = http.client.HTTPConnection(*server.server_address)
    ask(client)
    client.close()
print("one each: ", requests, "requests,", connections, "connections")
