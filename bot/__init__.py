"""What runs inside Rasa: understanding, the gate, the channel and the tracker store."""
