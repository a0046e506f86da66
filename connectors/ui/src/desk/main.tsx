import { render } from "preact";
import "../shared/styles/tokens.css";
import "../shared/styles/ground.css";
import "../shared/styles/messages.css";
import "../shared/styles/cards.css";
import "../shared/styles/composer.css";
import "../shared/styles/bar.css";
import "./side.css";
import "./desk.css";
import "./lists.css";
import "./chat.css";
import "./panels.css";
import { loadFonts } from "../shared/fonts";
import { App } from "./components/app";

render(<App />, document.getElementById("root")!);
loadFonts();
