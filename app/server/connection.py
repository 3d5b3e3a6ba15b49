"""The way between a page and its kernel."""

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class PromptConnection(ZMQChannelsWebsocketConnection):
    """Sends each picture at once: with Nagle's algorithm a frame waits 45 ms for the one before."""

    def connect(self):
        self.websocket_handler.set_nodelay(True)
        return super().connect()
