"""Reading the workbooks and folders that people send, in a process apart, and keeping what they hold for a while."""
