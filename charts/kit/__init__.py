"""What every chart is built with: the chart itself, its style, axes, line breaks, alternative texts."""
