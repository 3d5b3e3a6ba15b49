"""A page's connection, measured."""

from app.server.connection import PageConnection

PARTS = 7  # of a message without buffers: whom it is for, a delimiter, a signature, and four of JSON


class MeteredConnection(PageConnection):
    @property
    def meter(self):
        return self.websocket_handler.settings["classroom"].watch.meter(self.kernel_id)

    async def connect(self):
        await super().connect()
        self.meter.connected |= self.connected

    def handle_incoming_message(self, incoming_msg):
        super().handle_incoming_message(incoming_msg)
        if not self.closing:
            self.meter.page_says()

    def handle_outgoing_message(self, stream, outgoing_msg):
        self.meter.kernel_says(picture=len(outgoing_msg) > PARTS)
        super().handle_outgoing_message(stream, outgoing_msg)
