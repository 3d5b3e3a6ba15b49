// Jupyter's own models and views of widgets, and anywidget's, for a page whose Python runs in a worker.
import * as base from "@jupyter-widgets/base";
import * as controls from "@jupyter-widgets/controls";
import { ManagerBase } from "@jupyter-widgets/base-manager";
import { Widget } from "@lumino/widgets";
import anywidget from "anywidget";

const MODULES = { "@jupyter-widgets/base": base, "@jupyter-widgets/controls": controls, anywidget: anywidget(base) };

// One widget's line to Python. `post({id, data, buffers}, callbacks)` sends.
class Comm {
  constructor(id, post) {
    Object.assign(this, { comm_id: id, target_name: "jupyter.widget", post });
  }
  send(data, callbacks, _, buffers) { return this.post({ id: this.comm_id, data, buffers }, callbacks); }
  open() { return ""; }
  close() { return ""; }
  on_msg(act) { this.heard = act; }
  on_close(act) { this.closed = act; }
}

export class Manager extends ManagerBase {
  constructor(post) {
    super();
    this.post = post;
    this.comms = new Map();
  }
  // What Python says of a widget; the next message waits until this one was taken in.
  async hear({ type, id, data, buffers }) {
    const message = { content: { comm_id: id, target_name: "jupyter.widget", data }, metadata: { version: "2.1.0" }, buffers };
    if (type === "comm_open") {
      const comm = new Comm(id, this.post);
      this.comms.set(id, comm);
      await this.handle_comm_open(comm, message);
    } else if (type === "comm_msg") this.comms.get(id)?.heard?.(message);
    else if (type === "comm_close") {
      this.comms.get(id)?.closed?.(message);
      this.comms.delete(id);
    }
  }
  async show(id, place) {
    const view = await this.create_view(await this.get_model(id));
    place.replaceChildren();
    Widget.attach(view.luminoWidget, place);
  }
  async loadClass(name, module) {
    const found = MODULES[module]?.[name];
    if (!found) throw new Error(`This page has no ${name} of ${module}.`);
    return found;
  }
  async _create_comm() { throw new Error("Only Python makes widgets here."); }
  async _get_comm_info() { return {}; }
}
