import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

public class WhoThrows {
    private interface Attempt {
        Object run() throws IOException;
    }

    private static void show(String what, Attempt attempt) {
        String result;
        try {
            result = String.valueOf(attempt.run());
        } catch (IOException e) {
            result = e.getClass().getSimpleName() + ": " + e.getMessage();
        }
        System.out.printf("%-24s%s%n", what, result);
    }

    public static void main(String[] args) throws Exception {
        InetAddress here = InetAddress.getLoopbackAddress();
        ServerSocket listener = new ServerSocket(0, 50, here);
        int port = listener.getLocalPort();
        show("bind a taken port", () -> new ServerSocket(port, 50, here));

        Socket client = new Socket(here, port);
        Socket peer = listener.accept();
        client.setSoTimeout(50);
        show("read for 50 ms", () -> client.getInputStream().read());

        peer.shutdownOutput();
        show("read after FIN", () -> client.getInputStream().read());

        InputStream in = peer.getInputStream();
        Thread reader = new Thread(() -> show("read, then close()", in::read));
        reader.start();
        Thread.sleep(200);
        peer.close();
        reader.join();

        listener.close();
        show("connect to nobody", () -> new Socket(here, port));
    }
}
