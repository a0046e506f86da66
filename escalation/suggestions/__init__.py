"""What resolved chats teach, and which reply is put before an agent."""
