// needs JDK 21
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Executors;

public class VirtualThreadServer {
    public static void main(String[] args) throws IOException {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 7000;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor(); var listener = new ServerSocket(port)) {
            System.out.println("listening on " + port);
            while (true) {
                Socket peer = listener.accept();
                threads.submit(() -> echo(peer));
            }
        }
    }

    private static void echo(Socket peer) {
        try (peer) {
            long total = peer.getInputStream().transferTo(peer.getOutputStream());
            System.out.println("echoed " + total + " bytes");
        } catch (IOException e) {
            System.err.println(e.getMessage());
        }
    }
}
