import { render } from "preact";
import "../shared/styles/tokens.css";
import "../shared/styles/ground.css";
import "../shared/styles/messages.css";
import "../shared/styles/cards.css";
import "../shared/styles/bar.css";
import "../shared/styles/forced.css";
import "./ops.css";
import "./boxes.css";
import "./shell/shell.css";
import "./shell/filters.css";
import "./alarms/alarms.css";
import { loadFonts } from "../shared/fonts";
import { App } from "./shell/app";

render(<App />, document.getElementById("root")!);
loadFonts();
