"""The second stage: a ResNet34 that gives a crop its class, and the same backbone learned without labels."""
