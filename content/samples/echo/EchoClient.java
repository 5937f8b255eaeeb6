import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

public class EchoClient {
    public static void main(String[] args) throws IOException {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 7000;
        try (Socket peer = new Socket("127.0.0.1", port)) {
            peer.getOutputStream().write("hello, socket".getBytes(StandardCharsets.UTF_8));
            peer.shutdownOutput();
            byte[] received = peer.getInputStream().readAllBytes();
            System.out.printf("received %d bytes: %s%n", received.length, new String(received, StandardCharsets.UTF_8));
        }
    }
}
