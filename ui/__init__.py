"""The page: pure functions from answers to HTML, and the Gradio layout that shows them."""
